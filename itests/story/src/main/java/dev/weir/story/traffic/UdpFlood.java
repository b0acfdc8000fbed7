package dev.weir.story.traffic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Datagrams at a steady rate, a known number of them or until told to end.
 *
 * @param to the receiver; somebody must listen there, for an ICMP answer fails the next send
 * @param packets how many; 0 for as many as there is time for
 * @param perSecond how fast; 0 for as fast as can be
 * @param payload bytes of each
 * @param seconds after which it ends by itself
 */
public record UdpFlood(Target to, long packets, double perSecond, int payload, int seconds)
    implements Job {

  /** Sent between two looks at the clock: a look costs as much as a tenth of a send. */
  private static final int BATCH = 32;

  /**
   * What was sent.
   *
   * @param sent datagrams that the kernel took
   * @param tookMs from the first to the last
   */
  public record Result(long sent, long tookMs) {

    /** Datagrams per second. */
    public long perSecond() {
      return sent * 1_000 / Math.max(1, tookMs);
    }
  }

  @Override
  public Result run(Cue cue) throws IOException {
    long start = System.nanoTime();
    long deadline = start + seconds * 1_000_000_000L;
    long limit = packets == 0 ? Long.MAX_VALUE : packets;
    Pace pace = new Pace(perSecond, start);
    long sent = 0;
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.bind(to.local());
      channel.connect(to.remote());
      ByteBuffer datagram = ByteBuffer.allocateDirect(payload);
      for (long now = start; sent < limit && now < deadline && !cue.ended(); now = nanoTime()) {
        long batch = Math.min(Math.min(pace.due(now) - sent, limit - sent), BATCH);
        for (long i = 0; i < batch; i++) {
          datagram.clear();
          channel.write(datagram);
        }
        sent += Math.max(0, batch);
        cue.flowing();
        pace.await(sent + 1);
      }
    }
    return new Result(sent, (nanoTime() - start) / 1_000_000);
  }

  private static long nanoTime() {
    return System.nanoTime();
  }
}
