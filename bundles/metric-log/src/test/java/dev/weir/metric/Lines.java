package dev.weir.metric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** What the tests write, and what they find in a folder. */
final class Lines {

  /** 2026-11-24 10:00:00 UTC. */
  static final long T0 = 1_795_514_400_000L;

  static final String NAME = "orders-metrics.log";

  private Lines() {}

  static MetricSettings settings(Path folder, long size, int files) {
    return new MetricSettings(folder, NAME, ZoneOffset.UTC, new MetricSettings.Roll(size, files));
  }

  static MetricItem item(long timestampMs, String resource, long pass) {
    return new MetricItem(timestampMs, resource, 0, new Figures(pass, 0, 0, 0, 0, 0, 0));
  }

  /** The names in a folder, sorted. */
  static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
