package dev.weir.metric;

import dev.weir.engine.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A metric log that is kept: a thread of its own takes each second from a source to the files.
 *
 * <pre>{@code
 * Clock clock = new SystemClock();
 * Engine engine = new Engine(clock);
 * try (MetricLog log =
 *     MetricLog.start(MetricSettings.of(folder, "orders"), new EngineMetrics(engine), clock)) {
 *   …
 * }
 * }</pre>
 */
public final class MetricLog implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(MetricLog.class);
  private static final long NANOS_PER_MS = 1_000_000;
  private static final long PERIOD_MS = 1000;

  /** After the end of a second, so that calls that have read the clock are counted. */
  private static final long REST_MS = 20;

  private static final long CLOSE_SECONDS = 5;

  private final ScheduledExecutorService thread;
  private final MetricWriter writer;
  private final MetricRecorder recorder;
  private final Clock clock;
  private volatile @Nullable PrometheusFile exposed;
  private final ScheduledFuture<?> ticking;

  private MetricLog(MetricSettings settings, MetricSource source, Clock clock) {
    long nowMs = clock.nanos() / NANOS_PER_MS;
    this.clock = clock;
    this.writer = new MetricWriter(settings, nowMs);
    this.recorder = new MetricRecorder(source, writer, nowMs);
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread daemon = new Thread(work, "weir-metric-log");
              daemon.setDaemon(true);
              return daemon;
            });
    this.ticking =
        thread.scheduleAtFixedRate(
            this::tick, PERIOD_MS - nowMs % PERIOD_MS + REST_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Begins to log. A folder that cannot be written is no failure: that is said, and tried again.
   *
   * @param clock the engine's, so that seconds are its seconds
   */
  public static MetricLog start(MetricSettings settings, MetricSource source, Clock clock) {
    return new MetricLog(settings, source, clock);
  }

  /** Has a file replaced whenever a second is logged. */
  public MetricLog exposing(PrometheusFile file) {
    exposed = file;
    return this;
  }

  /** Lines that could not be written, and seconds that were missed. */
  public long lost() {
    return recorder.lost();
  }

  private void tick() {
    try {
      recorder.tick(clock.nanos() / NANOS_PER_MS);
      PrometheusFile file = exposed;
      if (file != null) {
        file.write();
      }
    } catch (RuntimeException | LinkageError bug) {
      LOG.error("metric log: a second is missing", bug);
    }
  }

  /** Logs what has ended, closes the file and waits for that. */
  @Override
  public void close() {
    ticking.cancel(false);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("metric log: the disk has not answered within {} s; left alone", CLOSE_SECONDS);
        return;
      }
      tick();
      writer.close();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("metric log: the last file cannot be closed: {}", e.toString());
    }
  }
}
