package dev.weir.testbed;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;

/** Small datagrams from a client of a veth pair, as fast as one thread can, counted as sent. */
public final class UdpFlood implements AutoCloseable {

  private static final int PAYLOAD = 18;
  private static final int CHECK_EVERY = 64;
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

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

  /** Ends it; all that was sent has then been received. */
  public void stop() throws InterruptedException {
    stopped = true;
    sender.join(TimeUnit.SECONDS.toMillis(30));
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
