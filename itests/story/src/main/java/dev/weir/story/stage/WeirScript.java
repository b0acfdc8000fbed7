package dev.weir.story.stage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@code ./weir} script. */
public final class WeirScript {

  private final Path script;

  /**
   * @param script its path; relative paths that it prints are relative to its folder
   */
  public WeirScript(Path script) {
    this.script = script;
  }

  /** A path that the script prints, or one of the build's. */
  public Path resolve(String relative) {
    return script.resolveSibling(relative);
  }

  /**
   * Starts {@code weir up}; it stays until {@link #down}.
   *
   * @param log where its output goes
   */
  Process up(boolean kernel, File log) throws IOException {
    List<String> words = new ArrayList<>(List.of(script.toString(), "up", "--workers", "2"));
    if (!kernel) {
      words.add("--no-kernel");
    }
    return new ProcessBuilder(words)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(log)
        .start();
  }

  /** What runs now; empty when nothing does, or not all of it yet. */
  Optional<WeirStatus> status() throws IOException, InterruptedException {
    Command command = Command.run(script.toString(), "status", "--json");
    return command.ok() ? Optional.of(WeirStatus.parse(command.out())) : Optional.empty();
  }

  /**
   * Runs one command in the daemon's shell.
   *
   * @return what it printed
   * @throws IOException when it failed
   */
  String shell(String command) throws IOException, InterruptedException {
    return Command.run(script.toString(), "shell", command).expectOk();
  }

  /** Takes everything down. */
  void down() throws IOException, InterruptedException {
    Command.run(script.toString(), "down").expectOk();
  }
}
