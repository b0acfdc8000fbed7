package dev.weir.metric;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every whole second from a source to a writer, once. What cannot be written is said once and
 * counted, until it can again. For one thread; the counts are for any.
 *
 * <p>When the clock is set back, nothing is logged until it has caught up, as with Sentinel: the
 * index of a file ascends. That is said too, and counted.
 */
public final class MetricRecorder {

  /** Most seconds that a late call catches up with: the statistics hold ten. */
  static final int MAX_LATE_SECONDS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(MetricRecorder.class);
  private static final long SECOND_MS = 1000;

  private final MetricSource source;
  private final MetricWriter writer;
  private long logged;
  private long seen;
  private boolean failing;
  private boolean setBack;
  private final AtomicLong lost = new AtomicLong();

  /**
   * A recorder.
   *
   * @param nowMs the first second is the one of this moment
   */
  public MetricRecorder(MetricSource source, MetricWriter writer, long nowMs) {
    this.source = source;
    this.writer = writer;
    this.logged = floor(nowMs);
    this.seen = logged;
  }

  /** Lines that could not be written, and seconds that nobody was asked about. */
  public long lost() {
    return lost.get();
  }

  /** Logs every second that has ended and is not logged yet. */
  public void tick(long nowMs) {
    long end = floor(nowMs);
    if (end == seen) {
      return;
    }
    seen = end;
    if (end <= logged) {
      passOver(end);
      return;
    }
    setBack = false;
    long begin = Math.max(logged, end - MAX_LATE_SECONDS * SECOND_MS);
    lost.addAndGet((begin - logged) / SECOND_MS);
    logged = end;
    for (long second = begin; second < end; second += SECOND_MS) {
      write(second, ask(second));
    }
  }

  /** What is counted while the clock is behind: of no second of the log. */
  private void passOver(long end) {
    lost.addAndGet(ask(end - SECOND_MS).size());
    if (!setBack) {
      setBack = true;
      LOG.warn(
          "metric log: the clock was set back by {} s; nothing is logged until it has caught up",
          (logged - end) / SECOND_MS);
    }
  }

  /** What a second held; nothing when the source fails: then the second is missed. */
  private List<MetricItem> ask(long second) {
    try {
      return source.second(second);
    } catch (RuntimeException e) {
      lost.incrementAndGet();
      fails("a second is missing", e);
      return List.of();
    }
  }

  private void fails(String what, Exception cause) {
    if (!failing) {
      failing = true;
      LOG.error("metric log: {}, will be tried every second: {}", what, cause.toString());
    }
  }

  private void write(long second, List<MetricItem> items) {
    try {
      writer.write(second, items);
      if (failing && !items.isEmpty()) {
        failing = false;
        LOG.info("metric log: it is written again; {} lines were lost so far", lost.get());
      }
    } catch (IOException | RuntimeException e) {
      lost.addAndGet(items.size());
      fails("cannot be written", e);
    }
  }

  private static long floor(long nowMs) {
    return nowMs - Math.floorMod(nowMs, SECOND_MS);
  }
}
