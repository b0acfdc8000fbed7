package dev.weir.bench.kernel.live;

import com.sun.jna.Memory;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Datagrams from the clients' end of a veth pair to this end, sent by the kernel at a steady rate,
 * from one source. It goes on until it is stopped, for two hours at most.
 *
 * <p>The kernel sends as fast as it can, and then waits for a grace period of its own, 10 to 40 ms,
 * before it comes back. So several senders take turns, and each sends few.
 */
public final class Flood implements AutoCloseable {

  private static final int SENDERS = 12;
  private static final int SMALLEST_BURST = 64;
  private static final int LARGEST_BURST = 512;
  private static final long PAUSE_NANOS = 500_000;
  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(2);
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int CLIENT = 2;
  private static final String DROPPED = "tx_dropped";

  private final VethPair veth;
  private final DatagramChannel sink;
  private final long droppedBefore;
  private final List<Thread> senders = new ArrayList<>();
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final int perSecond;
  private final long begin = System.nanoTime();
  private volatile boolean stopped;
  private volatile long ended;
  private volatile String trouble = "";

  private Flood(VethPair veth, DatagramChannel sink, int port, int perSecond) {
    this.veth = veth;
    this.sink = sink;
    this.perSecond = perSecond;
    this.droppedBefore = veth.peerStatistic(DROPPED);
    for (int i = 0; i < SENDERS; i++) {
      senders.add(new Thread(() -> run(port), "flood of " + veth.name() + " " + i));
    }
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
    flood.senders.forEach(Thread::start);
    return flood;
  }

  /** Datagrams per second, from the start to the end. */
  public long perSecond() {
    long nanos = (ended == 0 ? System.nanoTime() : ended) - begin;
    return sent.get() * TimeUnit.SECONDS.toNanos(1) / nanos;
  }

  /** Waits until so many more have been sent. */
  public void awaitMore(int datagrams) throws IOException {
    long enough = sent.get() + datagrams;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (sent.get() < enough) {
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
    return sent.get() - (veth.peerStatistic(DROPPED) - droppedBefore);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    end();
    sink.close();
  }

  private void end() throws InterruptedException {
    stopped = true;
    for (Thread sender : senders) {
      sender.join();
    }
    if (ended == 0) {
      ended = System.nanoTime();
    }
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
  }

  private int send(byte[] bytes) throws IOException {
    try (LiveFrames frames = LiveFrames.load();
        Memory frame = Bpf.copy(bytes)) {
      while (!stopped && System.nanoTime() - begin < LONGEST_NANOS) {
        int burst = burst();
        if (burst > 0) {
          frames.send(frame, burst);
          sent.addAndGet(burst);
        } else {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
    return bytes.length;
  }

  /** How many frames are due and not begun by another sender; 0 for none yet. */
  private int burst() {
    long due = (System.nanoTime() - begin) / 1_000 * perSecond / 1_000_000;
    long before = begun.get();
    int burst = (int) Math.min(LARGEST_BURST, due - before);
    return burst >= SMALLEST_BURST && begun.compareAndSet(before, before + burst) ? burst : 0;
  }
}
