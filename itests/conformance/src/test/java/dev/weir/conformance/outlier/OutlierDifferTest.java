package dev.weir.conformance.outlier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.conformance.outlier.OutlierDiffer.Outcome;
import dev.weir.simulate.trace.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What Sentinel's sources at f7a7f95 answered. {@code ./weir test conformance --sentinel FOLDER
 * --kind outlier} asks them again with other seeds; the file is what the oracle that it builds
 * prints by {@code .run/oracle-of-sources generate -kind outlier -seed 20261124 -decisions 2000}.
 */
class OutlierDifferTest {

  private static final String RECORDED = "f7a7f95.jsonl";

  private static byte[] recorded() throws IOException {
    try (InputStream in = OutlierDifferTest.class.getResourceAsStream(RECORDED)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static Outcome compare(String lines) throws IOException, InputException {
    return new OutlierDiffer()
        .compare(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void recordedCases_areAnsweredAsBySentinel() throws IOException, InputException {
    Outcome outcome = compare(new String(recorded(), StandardCharsets.UTF_8));
    assertThat(outcome.differences()).isEmpty();
    assertThat(outcome.questions()).isGreaterThanOrEqualTo(2_000);
    assertThat(outcome.leftOut()).isGreaterThan(1_000);
    assertThat(outcome.halfOpen()).isGreaterThan(100);
  }

  @Test
  void nodeThatIsNotOut_isADifference() throws IOException, InputException {
    String lines = new String(recorded(), StandardCharsets.UTF_8);
    String wrong = lines.replaceFirst("\"eject\":\"[^\"]*\"", "$0,\"out\":[\"10.0.0.1:80\"]");
    assertThat(compare(wrong).differences()).hasSize(1);
  }
}
