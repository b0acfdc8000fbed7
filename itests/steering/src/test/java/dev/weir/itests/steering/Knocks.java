package dev.weir.itests.steering;

import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connections begun at a constant rate, each one SYN: the socket is given up at once, so that
 * nothing is sent twice. Between them the daemon has its rounds, on the same thread: what delays
 * one delays the other.
 */
final class Knocks {

  private static final int STEP_MS = 20;
  private static final int STEPS_PER_ROUND = 5;
  private static final int LEAD_MS = 200;

  private final InetSocketAddress to;
  private final int perStep;
  private final List<Long> sentMs = new ArrayList<>();
  private long longestRoundMs;
  private long startMs;

  /**
   * Connections to a port of the near end.
   *
   * @param perSecond a multiple of 50
   */
  Knocks(VethPair veth, int port, int perSecond) {
    this.to = new InetSocketAddress(veth.address(1), port);
    this.perStep = perSecond * STEP_MS / 1_000;
  }

  /** What happens at the end of so many seconds, 0 among them. */
  interface EachSecond {
    void ended(int seconds) throws Exception;
  }

  /** When the first whole second began, in milliseconds since the epoch. */
  long startMs() {
    return startMs;
  }

  /** When each was sent, in milliseconds since the epoch. */
  List<Long> sentMs() {
    return sentMs;
  }

  /** The longest time between two rounds. */
  long longestRoundMs() {
    return longestRoundMs;
  }

  /**
   * Sends for so many whole seconds of the clock, and for a part of one before them. Of a thread of
   * the clients.
   */
  void run(int seconds, Daemon daemon, EachSecond each) throws Exception {
    long begun = System.currentTimeMillis();
    startMs = (begun + LEAD_MS) / 1_000 * 1_000 + 1_000;
    long lastRound = begun;
    int steps = seconds * 1_000 / STEP_MS;
    for (int step = (int) (begun - startMs) / STEP_MS; step < steps; step++) {
      awaitTime(startMs + (long) step * STEP_MS);
      for (int i = 0; i < perStep; i++) {
        knock();
      }
      if (step % STEPS_PER_ROUND == 0) {
        daemon.round();
        long now = System.currentTimeMillis();
        longestRoundMs = Math.max(longestRoundMs, now - lastRound);
        lastRound = now;
      }
      if (step >= -1 && (step + 1) * STEP_MS % 1_000 == 0) {
        awaitTime(startMs + (step + 1L) * STEP_MS);
        each.ended((step + 1) * STEP_MS / 1_000);
      }
    }
  }

  private static void awaitTime(long ms) throws InterruptedException {
    for (long left = ms - System.currentTimeMillis();
        left > 0;
        left = ms - System.currentTimeMillis()) {
      TimeUnit.MILLISECONDS.sleep(left);
    }
  }

  /** Begins one connection and gives it up. */
  void knock() throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.configureBlocking(false);
      sentMs.add(System.currentTimeMillis());
      channel.connect(to);
    } catch (ConnectException refused) {
      // The far end has said so already: it has met the SYN.
    }
  }
}
