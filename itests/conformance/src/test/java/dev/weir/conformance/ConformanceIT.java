package dev.weir.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.conformance.Oracle.Wish;
import dev.weir.simulate.trace.InputException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rules and traces on both: one seed for ever, and one from the clock. */
final class ConformanceIT {

  private static final long FIXED_SEED = 20_261_124;
  private static final long DECISIONS = 80_000;

  private final Conformance conformance =
      new Conformance(Oracle.find(), System.out, Path.of("target", "conformance"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flow",
        "throttling",
        "warmUp",
        "memoryAdaptive",
        "associated",
        "isolation",
        "system"
      })
  void randomTraces_areDecidedAsBySentinel(String kind) throws IOException, InputException {
    for (long seed : new long[] {FIXED_SEED, System.currentTimeMillis()}) {
      Tally tally = conformance.compare(new Wish(seed, DECISIONS, -1, kind));
      assertThat(tally.decisions()).isGreaterThanOrEqualTo(DECISIONS);
      assertThat(tally.differing()).as("cases that differ, of seed %s", seed).isZero();
    }
  }
}
