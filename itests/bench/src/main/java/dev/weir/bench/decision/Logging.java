package dev.weir.bench.decision;

import dev.weir.bench.Row;
import dev.weir.bench.Scratch;
import dev.weir.engine.Engine;
import dev.weir.engine.call.Entry;
import dev.weir.metric.EngineMetrics;
import dev.weir.metric.MetricItem;
import dev.weir.metric.MetricSettings;
import dev.weir.metric.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the metric log costs its own thread every second: 100,000 resources are looked at, of which
 * 10,000 saw a call and have a line.
 */
final class Logging {

  static final String READ = "metric log, 100,000 resources read";
  static final String WRITE = "metric log, 10,000 lines written";

  private static final int RESOURCES = 100_000;
  private static final int ACTIVE = 10_000;
  private static final int ROUNDS = 15;
  private static final double NANOS_PER_MS = 1e6;

  private long nowMs = 2_000_000_000_000L;
  private final Engine engine = new Engine(() -> nowMs * 1_000_000);
  private final EngineMetrics metrics = new EngineMetrics(engine);
  private double read = Double.MAX_VALUE;
  private double written = Double.MAX_VALUE;

  private Logging() {}

  /** The fastest of some rounds. */
  static List<Row> rows() throws IOException {
    Logging logging = new Logging();
    for (int i = 0; i < RESOURCES; i++) {
      logging.add(Loading.resource(i));
    }
    Path scratch = Files.createTempDirectory("weir-bench-metric-log");
    try (MetricWriter writer =
        new MetricWriter(MetricSettings.of(scratch, "bench"), logging.nowMs)) {
      for (int i = 0; i < ROUNDS; i++) {
        logging.round(writer);
      }
    }
    Scratch.delete(scratch);
    return List.of(
        Row.of(DecisionBench.NAME, READ, Row.WEIR, Loading.UNIT, logging.read),
        Row.of(DecisionBench.NAME, WRITE, Row.WEIR, Loading.UNIT, logging.written));
  }

  private void add(String resource) {
    if (engine.resource(resource) == engine.untracked()) {
      throw new IllegalStateException("the engine has no room for " + resource);
    }
  }

  private void round(MetricWriter writer) throws IOException {
    Entry entry = new Entry();
    for (int i = 0; i < ACTIVE; i++) {
      engine.enter(engine.resource(Loading.resource(i)), entry);
      engine.exit(entry, false);
    }
    long second = nowMs;
    nowMs += 1000;
    long start = System.nanoTime();
    List<MetricItem> items = metrics.second(second);
    long middle = System.nanoTime();
    writer.write(second, items);
    if (items.size() != ACTIVE) {
      throw new IllegalStateException("lines must be " + ACTIVE + ", were " + items.size());
    }
    read = Math.min(read, (middle - start) / NANOS_PER_MS);
    written = Math.min(written, (System.nanoTime() - middle) / NANOS_PER_MS);
  }
}
