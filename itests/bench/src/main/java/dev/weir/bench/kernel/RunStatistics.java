package dev.weir.bench.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's own count of runs and time of BPF programs, on for as long as this is open. */
final class RunStatistics implements AutoCloseable {

  private static final Path SWITCH = Path.of("/proc/sys/kernel/bpf_stats_enabled");

  private final String before;

  private RunStatistics(String before) {
    this.before = before;
  }

  static RunStatistics on() throws IOException {
    String before = Files.readString(SWITCH);
    Files.writeString(SWITCH, "1");
    return new RunStatistics(before);
  }

  /**
   * Nanoseconds of a run, on the average.
   *
   * @throws IOException when it has not run
   */
  int nanosPerRun(int program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bpftool", "-j", "prog", "show", "id", Integer.toString(program))
            .redirectErrorStream(true)
            .start();
    byte[] out = process.getInputStream().readAllBytes();
    process.waitFor();
    JsonNode said = new JsonMapper().readTree(out);
    long runs = said.path("run_cnt").asLong();
    if (runs == 0) {
      throw new IOException("program " + program + " has not run: " + said);
    }
    return (int) (said.path("run_time_ns").asLong() / runs);
  }

  @Override
  public void close() throws IOException {
    Files.writeString(SWITCH, before);
  }
}
