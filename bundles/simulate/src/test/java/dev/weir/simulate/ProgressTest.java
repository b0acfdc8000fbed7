package dev.weir.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.simulate.trace.TraceLine.Exit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long now;
  private final Progress progress =
      new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), () -> now);

  private void play(int lines) {
    for (int i = 0; i < lines; i++) {
      progress.played(new Exit(1_500_000_000, "e", false));
    }
  }

  @Test
  void fewerThanTenSeconds_nothingIsSaid() {
    now = TimeUnit.SECONDS.toNanos(10) - 1;
    play(100_000);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void everyTenSeconds_itIsSaidOnce() {
    now = TimeUnit.SECONDS.toNanos(10);
    play(100_000);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("weir: 4,096 lines played, to 1.5 s of the trace\n");
  }
}
