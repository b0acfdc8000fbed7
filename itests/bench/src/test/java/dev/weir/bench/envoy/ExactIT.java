package dev.weir.bench.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short slice of {@code ./weir bench exact}. How much comes depends on the machine. */
class ExactIT {

  private static final int SECONDS = 4;
  private static final double USED = 0.99;

  @ParameterizedTest
  @EnumSource
  void limitOverFourWorkers_isNeverExceededAndCanBeUsed(ExactLoad load) throws Exception {
    Path root = Path.of("../..");
    Path module = root.resolve("wasm-targets/http/target/classes/weir-http.wasm");
    Path envoy = Path.of(System.getenv("WEIR_ENVOY"));
    Windows windows = new Exactness(envoy, module, ExactBench.LIMIT).under(load, SECONDS);

    assertThat(windows.size()).isPositive();
    assertThat(windows.over(ExactBench.LIMIT)).isZero();
    // of windows in which enough came; there may be none where the machine is slow
    assertThat(windows.least(ExactBench.LIMIT))
        .isGreaterThanOrEqualTo((long) (USED * ExactBench.LIMIT));
  }
}
