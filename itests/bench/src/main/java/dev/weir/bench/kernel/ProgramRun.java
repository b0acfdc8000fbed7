package dev.weir.bench.kernel;

import dev.weir.bench.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program run on a frame, again and again, in the kernel.
 *
 * @param verdict what it returned the last time
 * @param nanos average of one run, in nanoseconds
 */
record ProgramRun(int verdict, int nanos) {

  private static final int REPEAT = 1_000_000;
  private static final Pattern SAID =
      Pattern.compile("Return value: (\\d+), duration \\(average\\): (\\d+)ns");

  /**
   * A million runs.
   *
   * @param id of a program in the kernel
   * @param frame file with the packet
   */
  static ProgramRun once(int id, Path frame)
      throws IOException, InterruptedException, UnavailableException {
    String[] words = {
      "bpftool",
      "prog",
      "run",
      "id",
      Integer.toString(id),
      "data_in",
      frame.toString(),
      "data_out",
      "/dev/null",
      "repeat",
      Integer.toString(REPEAT)
    };
    Process process;
    try {
      process = new ProcessBuilder(words).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UnavailableException("bpftool is needed (Debian package bpftool)");
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return parse(out);
  }

  /**
   * Reads what bpftool printed.
   *
   * @throws IOException when it says something else; that is in the message
   */
  static ProgramRun parse(String out) throws IOException {
    Matcher said = SAID.matcher(out);
    if (!said.find()) {
      throw new IOException("bpftool prog run failed: " + out.strip());
    }
    return new ProgramRun(Integer.parseUnsignedInt(said.group(1)), Integer.parseInt(said.group(2)));
  }
}
