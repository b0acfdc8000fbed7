package dev.weir.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.conformance.Conformance.Place;
import dev.weir.conformance.Oracle.Wish;
import dev.weir.simulate.trace.InputException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rules and traces on both: one seed for ever, and one from the clock. */
final class ConformanceIT {

  private static final long FIXED_SEED = 20_261_124;
  private static final long NEW_SEED = System.currentTimeMillis();
  private static final long DECISIONS = 800_000;
  private static final long INTERPRETED = 5_000;

  private final Conformance conformance =
      new Conformance(Oracle.find(), System.out, Path.of("target", "conformance"));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void randomTracesOnTheJvm_areDecidedAsBySentinel(boolean fixed)
      throws IOException, InputException {
    compare(Wish.of(seed(fixed), DECISIONS), Place.JVM);
  }

  /** The traces of the JVM, all of them, on the code that runs in a proxy. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void randomTracesInEndive_areDecidedAsBySentinel(boolean fixed)
      throws IOException, InputException {
    compare(Wish.of(seed(fixed), DECISIONS), Place.ENDIVE);
  }

  /** And once more in the VM that Envoy has. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void randomTracesInV8_areDecidedAsBySentinel(boolean fixed) throws IOException, InputException {
    compare(Wish.of(seed(fixed), DECISIONS), Place.V8);
  }

  /** A slice of them in an interpreter, which trusts no compiler. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void randomTracesInterpreted_areDecidedAsBySentinel(boolean fixed)
      throws IOException, InputException {
    compare(Wish.of(seed(fixed), INTERPRETED), Place.INTERPRETER);
  }

  private static long seed(boolean fixed) {
    return fixed ? FIXED_SEED : NEW_SEED;
  }

  private void compare(Wish wish, Place place) throws IOException, InputException {
    Tally tally = conformance.compare(wish, place);
    assertThat(tally.decisions()).isGreaterThanOrEqualTo(wish.decisions());
    assertThat(tally.differing()).as("cases that differ, of seed %s", wish.seed()).isZero();
  }
}
