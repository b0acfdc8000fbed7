package dev.weir.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes a line in part: a process whose files may have 64 KiB, as the kernel holds. */
class FullDiskTest {

  private static final int LIMIT_KIB = 64;
  private static final int SECONDS = 3000;

  @TempDir Path folder = Path.of("");

  /** Logs a line a second until long after the limit, and prints how many were lost. */
  static final class Logger {

    private Logger() {}

    public static void main(String[] args) throws IOException {
      MetricSettings settings = Lines.settings(Path.of(args[0]), 1 << 30, 8);
      try (MetricWriter writer = new MetricWriter(settings, Lines.T0)) {
        MetricRecorder recorder =
            new MetricRecorder(at -> List.of(Lines.item(at, "a", 1)), writer, Lines.T0);
        for (int second = 1; second <= SECONDS; second++) {
          recorder.tick(Lines.T0 + second * 1000L);
        }
        System.out.println("lost " + recorder.lost());
      }
    }
  }

  @Test
  void fullDisk_isSaidOnce_countedAndLeavesWholeLines() throws Exception {
    Path out = folder.resolve("out");
    Path errors = folder.resolve("errors");
    Path logs = folder.resolve("logs");
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -f " + LIMIT_KIB + " && exec \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Logger.class.getName(),
                logs.toString())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();

    String text = Files.readString(logs.resolve("orders-metrics.log.2026-11-24"));
    long written = text.lines().count();
    assertThat(text).endsWith("\n");
    assertThat(text.length()).isBetween(LIMIT_KIB * 1024 - 60, LIMIT_KIB * 1024);
    assertThat(Files.readString(out)).isEqualTo("lost " + (SECONDS - written) + "\n");
    assertThat(Files.readString(errors).lines().filter(line -> line.contains("cannot be written")))
        .hasSize(1);
  }
}
