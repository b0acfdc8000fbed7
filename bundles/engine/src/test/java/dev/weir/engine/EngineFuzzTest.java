package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.fuzz.EngineTarget;
import dev.weir.engine.fuzz.Fuzzer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A million operations in orders that nobody intended, on rules of every kind. */
final class EngineFuzzTest {

  private static final int ENGINES = 1_000;
  private static final int STEPS = 250;

  /** Verdicts, what was refused, which rules blocked; nodes were left out and asked. */
  private static final List<String> EVERYTHING =
      List.of(
          "PASS",
          "WAIT",
          "inside",
          "refused",
          "FlowRule",
          "IsolationRule",
          "HotspotRule",
          "CircuitBreakerRule",
          "SystemRule",
          "ejects",
          "asks");

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void operationsInAnyOrder_nothingThrowsGrowsOrIsMiscounted(long seed) {
    Random random = new Random(seed);
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < ENGINES; i++) {
      Fuzzer fuzzer = new Fuzzer(random);
      EngineTarget target = new EngineTarget();
      for (int step = 0; step < STEPS; step++) {
        try {
          fuzzer.step(target);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("seed " + seed + " engine " + i + " step " + step, e);
        }
      }
      target.check();
      seen.addAll(target.seen());
    }
    assertThat(seen).as("what has happened").containsAll(EVERYTHING);
  }
}
