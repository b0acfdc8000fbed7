package dev.weir.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.metric.Figures;
import dev.weir.metric.MetricItem;
import dev.weir.metric.MetricSettings;
import dev.weir.metric.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random life of a metric log: it is opened, written, restarted; its clock jumps both ways. */
final class MetricScript {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START_MS = 1_795_514_400_000L;
  private static final List<String> NAMES =
      List.of("GET:/orders", "a|b||c", "größe", "数据", "with space", "x".repeat(200), "");

  /** The log is opened at {@code at}, or {@code items} are written. */
  record Step(long at, boolean open, List<MetricItem> items) {}

  private final Random random;
  private final List<Step> steps = new ArrayList<>();

  MetricScript(long seed, int length) {
    this.random = new Random(seed);
    long at = START_MS + random.nextInt(86_400_000);
    steps.add(new Step(at, true, List.of()));
    for (int i = 0; i < length; i++) {
      at += jump();
      boolean restart = random.nextInt(25) == 0;
      steps.add(new Step(at, restart, restart ? List.of() : items(at)));
    }
  }

  List<Step> steps() {
    return steps;
  }

  /** Within the second, the next one, minutes, a day, back. */
  private long jump() {
    return switch (random.nextInt(20)) {
      case 0, 1 -> random.nextInt(900);
      case 2 -> random.nextInt(600_000);
      case 3 -> 86_400_000L + random.nextInt(1000);
      case 4 -> -random.nextInt(5_000);
      default -> 1000;
    };
  }

  private List<MetricItem> items(long at) {
    List<MetricItem> items = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      items.add(new MetricItem(at, name, random.nextInt(8), figures()));
    }
    return items;
  }

  private Figures figures() {
    return new Figures(
        random.nextInt(1000),
        random.nextInt(10),
        random.nextLong(1L << random.nextInt(1, 40)),
        random.nextInt(3),
        random.nextInt(60_000),
        0,
        random.nextLong(1L << 32));
  }

  /** For the oracle. */
  Path write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Step step : steps) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put(step.open() ? "open" : "at", step.at());
      line.put("items", step.items().stream().map(MetricScript::fields).toList());
      lines.add(JSON.writeValueAsString(line));
    }
    return Files.write(file, lines);
  }

  private static Map<String, Object> fields(MetricItem item) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Resource", item.resource());
    fields.put("Classification", item.classification());
    fields.put("PassQps", item.figures().pass());
    fields.put("BlockQps", item.figures().block());
    fields.put("CompleteQps", item.figures().complete());
    fields.put("ErrorQps", item.figures().error());
    fields.put("AvgRt", item.figures().averageRtMs());
    fields.put("Concurrency", item.figures().concurrency());
    return fields;
  }

  /** By Weir's writer; gives what was written. */
  List<MetricItem> play(MetricSettings settings) throws IOException {
    List<MetricItem> written = new ArrayList<>();
    MetricWriter writer = new MetricWriter(settings, steps.get(0).at());
    for (Step step : steps) {
      if (step.open()) {
        writer.close();
        writer = new MetricWriter(settings, step.at());
        writer.open(step.at());
      } else if (writer.write(step.at(), step.items())) {
        written.addAll(step.items());
      }
    }
    writer.close();
    return written;
  }
}
