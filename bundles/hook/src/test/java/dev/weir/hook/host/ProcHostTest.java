package dev.weir.hook.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcHostTest {

  @TempDir private Path proc;
  private long nanos = 5;

  private void write(String load, String cpu, String memory) throws IOException {
    Files.writeString(proc.resolve("loadavg"), load);
    Files.writeString(proc.resolve("stat"), cpu);
    Files.writeString(proc.resolve("meminfo"), memory);
  }

  private ProcHost host() {
    return new ProcHost(proc, () -> nanos);
  }

  @Test
  void figures_areTheKernels() throws IOException {
    write(
        "1.25 0.50 0.25 1/99 4711\n",
        "cpu  100 0 50 800 50 0 0 0 30 0\ncpu0 1 1 1 1\n",
        "MemTotal:  8000 kB\nMemFree: 10 kB\nMemAvailable:   3000 kB\n");
    ProcHost host = host();
    Figures first = host.get();
    assertThat(first.load()).isEqualTo(1.25);
    assertThat(first.cpuUsage()).as("of one reading").isEqualTo(Figures.UNKNOWN);
    assertThat(first.memoryBytes()).isEqualTo(5_000 * 1024);
    write("2 0 0", "cpu  150 10 65 900 75 0 0 0 90 0\n", "MemTotal: 8000 kB\n");
    nanos += 1_000_000_000;
    Figures second = host.get();
    assertThat(second.load()).isEqualTo(2);
    assertThat(second.cpuUsage()).as("75 of 200 ticks").isEqualTo(0.375, within(1e-9));
    assertThat(second.memoryBytes()).isEqualTo(Figures.UNKNOWN);
  }

  @Test
  void askedOften_readsTenTimesASecond() throws IOException {
    write("1 0 0", "cpu 1 1 1 1\n", "");
    ProcHost host = host();
    assertThat(host.get().load()).isEqualTo(1);
    write("2 0 0", "cpu 1 1 1 1\n", "");
    nanos += 99_999_999;
    assertThat(host.get().load()).isEqualTo(1);
    nanos += 1;
    assertThat(host.get().load()).isEqualTo(2);
  }

  @Test
  void cpuUsage_isThatOfAWholeSecond() throws IOException {
    write("", "cpu 0 0 0 0\n", "");
    ProcHost host = host();
    host.get();
    write("", "cpu 100 0 0 100\n", "");
    nanos += 999_999_999;
    assertThat(host.get().cpuUsage()).isEqualTo(Figures.UNKNOWN);
    nanos += 100_000_000;
    assertThat(host.get().cpuUsage()).isEqualTo(0.5);
    write("", "cpu 100 0 0 200\n", "");
    nanos += 500_000_000;
    assertThat(host.get().cpuUsage()).as("the last second's").isEqualTo(0.5);
  }

  @Test
  void whatCannotBeRead_isUnknown() throws IOException {
    Figures unknown = new Figures(-1, -1, -1);
    assertThat(host().get()).isEqualTo(unknown);
    write("heat", "cpu\n", "MemTotal: much\nMemAvailable:\n");
    ProcHost host = host();
    host.get();
    nanos += 2_000_000_000;
    assertThat(host.get()).isEqualTo(unknown);
  }

  @Test
  void thisHost_hasFigures() {
    Figures figures = new ProcHost().get();
    assertThat(figures.load()).isNotNegative();
    assertThat(figures.memoryBytes()).isPositive();
  }
}
