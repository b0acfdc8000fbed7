package dev.weir.bench.kernel.live;

import com.sun.jna.Memory;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Datagrams from the clients' end of a veth pair to this end, sent by the kernel, from one source.
 * It goes on until it is stopped, for two hours at most.
 *
 * <p>It comes in bursts: the kernel sends a few thousand frames as fast as the machine can, then
 * waits for a grace period of its own, 10 to 40 ms, before it comes back. Senders beside each other
 * wait for one another.
 */
public final class Flood implements AutoCloseable {

  private static final int SMALLEST_BURST = 64;
  private static final int LARGEST_BURST = 8_192;
  private static final long PAUSE_NANOS = 500_000;
  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(2);
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int CLIENT = 2;
  private static final String DROPPED = "tx_dropped";

  private final VethPair veth;
  private final DatagramChannel sink;
  private final long droppedBefore;
  private final Thread sender;
  private final int perSecond;
  private final long begin = System.nanoTime();
  private volatile boolean stopped;
  private volatile long sent;
  private volatile long ended;
  private volatile String trouble = "";

  private Flood(VethPair veth, DatagramChannel sink, int port, int perSecond) {
    this.veth = veth;
    this.sink = sink;
    this.perSecond = perSecond;
    this.droppedBefore = veth.peerStatistic(DROPPED);
    this.sender = new Thread(() -> run(port), "flood of " + veth.name());
  }

  /**
   * Starts. A socket takes the datagrams, so that nobody answers; it reads none.
   *
   * @param veth whose end here takes frames ({@link VethPair#takeFrames})
   * @param port at which the datagrams arrive
   * @param perSecond how many are sent
   */
  public static Flood start(VethPair veth, int port, int perSecond) throws IOException {
    DatagramChannel sink =
        DatagramChannel.open().bind(new InetSocketAddress(veth.address(1), port));
    Flood flood = new Flood(veth, sink, port, perSecond);
    flood.sender.start();
    return flood;
  }

  /** Datagrams per second, from the start to the end. */
  public long perSecond() {
    long nanos = (ended == 0 ? System.nanoTime() : ended) - begin;
    return sent * TimeUnit.SECONDS.toNanos(1) / nanos;
  }

  /** Waits until so many more have been sent. */
  public void awaitMore(int datagrams) throws IOException {
    long enough = sent + datagrams;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (sent < enough) {
      if (!trouble.isEmpty() || System.nanoTime() > deadline) {
        throw new IOException("nothing is sent any more: " + trouble);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Ends it: how many have arrived at the interface here, which is all but what had no room. */
  public long stop() throws IOException, InterruptedException {
    end();
    if (!trouble.isEmpty()) {
      throw new IOException(trouble);
    }
    return sent - (veth.peerStatistic(DROPPED) - droppedBefore);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    end();
    sink.close();
  }

  private void end() throws InterruptedException {
    stopped = true;
    sender.join();
  }

  private void run(int port) {
    try {
      LiveFrame frame =
          new LiveFrame(veth.hardwareAddress(), veth.address(CLIENT), veth.address(1), port);
      byte[] bytes = frame.bytes(veth.peerIndex(), 1);
      veth.asClient(() -> send(bytes));
    } catch (Exception e) {
      trouble = String.valueOf(e.getMessage());
    }
    ended = System.nanoTime();
  }

  private long send(byte[] bytes) throws IOException {
    try (LiveFrames frames = LiveFrames.load();
        Memory frame = Bpf.copy(bytes)) {
      while (!stopped && System.nanoTime() - begin < LONGEST_NANOS) {
        int burst = burst();
        if (burst > 0) {
          frames.send(frame, burst);
          sent += burst;
        } else {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
    return sent;
  }

  /** How many frames are due; 0 when they are too few yet. */
  private int burst() {
    long due = (System.nanoTime() - begin) / 1_000 * perSecond / 1_000_000 - sent;
    return due < SMALLEST_BURST ? 0 : (int) Math.min(LARGEST_BURST, due);
  }
}
