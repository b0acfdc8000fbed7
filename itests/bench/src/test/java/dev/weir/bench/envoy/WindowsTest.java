package dev.weir.bench.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows of a log; its first bucket begins at 10.0 s, the first that counts at 10.5 s. */
final class WindowsTest {

  @TempDir Path scratch = Path.of("");

  private Windows read(String... requests) throws IOException {
    String begin = "10000000 5 200\n";
    String end = "12000000 5 200\n";
    Path log = scratch.resolve("log");
    Files.writeString(log, begin + String.join("\n", requests) + "\n" + end);
    return Windows.read(log);
  }

  @Test
  void requestWithinABucket_isInBothWindowsThatHaveIt() throws IOException {
    Windows windows = read("11000000 100 200");
    assertThat(windows.size()).isEqualTo(2);
    assertThat(windows.loaded(1)).isEqualTo(2);
    assertThat(windows.over(0)).isEqualTo(2);
    assertThat(windows.least(1)).isEqualTo(1);
  }

  @Test
  void requestOverAnEdge_countsAsUsedOnBothSidesAndAsOverWhereItIsWhole() throws IOException {
    // from the bucket of 11.0 s into that of 11.5 s: whole in the second window alone
    Windows windows = read("11499990 20 200");
    assertThat(windows.over(0)).isEqualTo(1);
    assertThat(windows.least(0)).isEqualTo(1);
  }

  @Test
  void refusedRequest_wasOfferedAndDidNotPass() throws IOException {
    Windows windows = read("11000000 100 429", "11000001 - 429");
    assertThat(windows.loaded(2)).as("the window that they end").isEqualTo(1);
    assertThat(windows.over(0)).isZero();
    assertThat(windows.least(2)).isZero();
  }

  @Test
  void windowThatFollowsABurst_needNotBeFull() throws IOException {
    // two pass in the bucket of 10.5 s, so both of 11.0 s are refused; one comes in that of 11.5 s
    Windows windows =
        read(
            "10500000 5 200",
            "10500001 5 200",
            "11000000 5 429",
            "11000001 5 429",
            "11500000 5 200");
    assertThat(windows.loaded(2)).isEqualTo(1);
    assertThat(windows.least(2)).isEqualTo(2);
  }
}
