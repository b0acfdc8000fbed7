package dev.weir.story.stage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run to its end.
 *
 * @param words its name and arguments
 * @param exit its exit status
 * @param out what it printed
 * @param err what it printed to standard error
 */
record Command(List<String> words, int exit, String out, String err) {

  private static final int TIMEOUT_SECONDS = 120;

  /**
   * Runs a program, for {@value #TIMEOUT_SECONDS} seconds at most.
   *
   * @throws IOException when it cannot be started or does not end in time
   */
  static Command run(String... words) throws IOException, InterruptedException {
    return run(List.of(words));
  }

  /** As {@link #run(String...)}. */
  static Command run(List<String> words) throws IOException, InterruptedException {
    Path out = Files.createTempFile("weir-story", ".out");
    Path err = Files.createTempFile("weir-story", ".err");
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(
            "'" + String.join(" ", words) + "' did not end in " + TIMEOUT_SECONDS + " s");
      }
      return new Command(words, process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Whether it succeeded. */
  boolean ok() {
    return exit == 0;
  }

  /**
   * What it printed.
   *
   * @throws IOException when it failed; what it printed is in the message
   */
  String expectOk() throws IOException {
    if (!ok()) {
      throw failure();
    }
    return out;
  }

  /** That it failed, and what it printed. */
  IOException failure() {
    return new IOException(
        String.format(
            "'%s' ended with %d: %s", String.join(" ", words), exit, (out + err).strip()));
  }
}
