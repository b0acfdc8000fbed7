package dev.weir.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.Engine;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.metric.EngineMetrics;
import dev.weir.metric.MetricItem;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import dev.weir.simulate.trace.TraceClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the metric log has of each second of random calls: by the engine and by Sentinel's nodes.
 */
final class MetricSecondsIT {

  private static final int STEPS = 20_000;
  private static final int LONGEST_PAUSE_MS = 7_000;
  private static final int LIMIT = 9;

  @TempDir Path folder = Path.of("");

  private final List<String> trace = new ArrayList<>();
  private final List<String> logged = new ArrayList<>();
  private final List<Call> running = new ArrayList<>();
  private long atMs;
  private final Engine engine = new Engine(() -> TraceClock.epochNanos(atMs * 1_000_000));
  private final EngineMetrics metrics = new EngineMetrics(engine);

  /** A call that is inside. */
  private record Call(int id, Entry entry) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 0})
  void everySecond_holdsWhatSentinelsNodesHold(long fixedSeed) throws IOException {
    long seed = fixedSeed == 0 ? System.currentTimeMillis() : fixedSeed;
    System.out.println("metric seconds: seed " + seed);
    engine.load(new RuleSet(1, List.of(FlowRule.perSecond("a", "a", LIMIT))));
    Path rules =
        Files.writeString(
            folder.resolve("rules"),
            "{\"flow\":[{\"id\":\"a\",\"resource\":\"a\",\"threshold\":" + LIMIT + "}]}");

    play(new Random(seed));
    Files.write(folder.resolve("trace"), trace);

    assertThat(logged).hasSizeGreaterThan(1000);
    assertThat(Oracle.find().seconds(rules, folder.resolve("trace")))
        .as("seed %s", seed)
        .isEqualTo(logged);
  }

  private void play(Random random) {
    for (int id = 0; id < STEPS; id++) {
      move(random.nextInt(500) == 0 ? random.nextInt(LONGEST_PAUSE_MS) : random.nextInt(150));
      if (running.isEmpty() || random.nextInt(5) < 2 + random.nextInt(2)) {
        enter(id, random);
      } else {
        exit(running.remove(random.nextInt(running.size())), random.nextInt(4) == 0);
      }
    }
  }

  /** Moves the clock; what the seconds that have ended held is logged. */
  private void move(int ms) {
    long second = atMs / 1000;
    atMs += ms;
    for (; second < atMs / 1000; second++) {
      metrics.second(TraceClock.ORIGIN_MS + second * 1000).stream()
          .map(MetricItem::toThin)
          .sorted()
          .forEach(logged::add);
    }
  }

  private void enter(int id, Random random) {
    String resource = List.of("a", "b", "c|d").get(random.nextInt(3));
    boolean inbound = random.nextBoolean();
    int batch = 1 + random.nextInt(3);
    trace.add(
        "{\"at\":%d,\"enter\":\"%s\",\"id\":\"%d\",\"batch\":%d,\"traffic\":\"%s\"}"
            .formatted(atMs, resource, id, batch, inbound ? "inbound" : "outbound"));
    Entry entry = new Entry();
    entry.batch(batch).inbound(inbound);
    if (engine.enter(engine.resource(resource), entry) != Verdict.BLOCK) {
      running.add(new Call(id, entry));
    }
  }

  private void exit(Call call, boolean failed) {
    trace.add("{\"at\":%d,\"exit\":\"%d\",\"error\":%b}".formatted(atMs, call.id(), failed));
    engine.exit(call.entry(), failed);
  }
}
