package dev.weir.testbed;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Small datagrams from a client of a veth pair, as fast as one thread can, counted as sent. How
 * fast that is depends on the machine: a test waits for datagrams, not for time.
 */
public final class UdpFlood implements AutoCloseable {

  private static final int PAYLOAD = 18;
  private static final int CHECK_EVERY = 64;
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final DatagramChannel sink;
  private final Thread sender;
  private final long started = System.nanoTime();
  private volatile boolean stopped;
  private volatile long sent;
  private volatile long ended;

  private UdpFlood(VethPair veth, DatagramChannel sink, DatagramChannel channel, int port) {
    this.sink = sink;
    InetSocketAddress to = new InetSocketAddress(veth.address(1), port);
    this.sender = new Thread(() -> send(channel, to), "flood of " + veth.name());
  }

  /** Starts at once. A socket takes the datagrams, so that nobody answers; it reads none. */
  public static UdpFlood start(VethPair veth, int port) throws Exception {
    DatagramChannel sink =
        DatagramChannel.open().bind(new InetSocketAddress(veth.address(1), port));
    DatagramChannel channel = veth.asClient(DatagramChannel::open);
    UdpFlood flood = new UdpFlood(veth, sink, channel, port);
    flood.sender.start();
    return flood;
  }

  /** Datagrams that the kernel has taken. */
  public long sent() {
    return sent;
  }

  /** Datagrams per second, from the start to the end. */
  public long perSecond() {
    long nanos = (ended == 0 ? System.nanoTime() : ended) - started;
    return sent * TimeUnit.SECONDS.toNanos(1) / nanos;
  }

  /** Waits until so many more have been sent. */
  public void awaitMore(int datagrams) {
    long enough = sent + datagrams;
    await("datagrams of " + sender.getName())
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(PATIENCE)
        .until(() -> sent >= enough);
  }

  /** Ends it; {@link #sent} is final then. What was sent last may still be on its way. */
  public void stop() throws InterruptedException {
    stopped = true;
    sender.join(PATIENCE.toMillis());
    if (sender.isAlive()) {
      throw new IllegalStateException(sender.getName() + " does not end");
    }
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    sink.close();
  }

  private void send(DatagramChannel open, InetSocketAddress to) {
    ByteBuffer datagram = ByteBuffer.allocateDirect(PAYLOAD);
    long count = 0;
    try (DatagramChannel channel = open) {
      channel.connect(to);
      while (!stopped && System.nanoTime() - started < LONGEST_NANOS) {
        for (int i = 0; i < CHECK_EVERY; i++) {
          datagram.clear();
          count += send(channel, datagram);
        }
        sent = count;
      }
    } catch (IOException e) {
      stopped = true;
    }
    sent = count;
    ended = System.nanoTime();
  }

  private static int send(DatagramChannel channel, ByteBuffer datagram) throws IOException {
    try {
      return channel.write(datagram) == PAYLOAD ? 1 : 0;
    } catch (PortUnreachableException e) {
      return 0;
    }
  }
}
