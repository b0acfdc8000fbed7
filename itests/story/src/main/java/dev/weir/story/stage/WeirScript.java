package dev.weir.story.stage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@code ./weir} script. */
public final class WeirScript {

  /** What ssh gives when the connection ended, and nobody knows how the command did. */
  private static final int CONNECTION_ENDED = 255;

  private static final String DONE = "story-done";
  private static final int ASK_TRIES = 4;

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
   * <p>Karaf may end the connection before ssh has read the command's status (ssh then gives
   * {@value #CONNECTION_ENDED}); so the shell is asked to say a word when the command has
   * succeeded.
   *
   * @return what it printed
   * @throws IOException when it failed
   */
  String shell(String command) throws IOException, InterruptedException {
    Command run = Command.run(script.toString(), "shell", command + "; shell:echo " + DONE);
    String out = run.out().stripTrailing();
    if (out.endsWith(DONE) && (run.ok() || run.exit() == CONNECTION_ENDED)) {
      return out.substring(0, out.length() - DONE.length());
    }
    throw run.exit() == CONNECTION_ENDED ? new LostAnswerException(run) : run.failure();
  }

  /**
   * Runs one command that changes nothing, again where its answer was lost.
   *
   * @return what it printed
   * @throws IOException when it failed
   */
  String ask(String command) throws IOException, InterruptedException {
    for (int i = 1; i < ASK_TRIES; i++) {
      try {
        return shell(command);
      } catch (LostAnswerException e) {
        // Asked again.
      }
    }
    return shell(command);
  }

  /** Takes everything down. */
  void down() throws IOException, InterruptedException {
    Command.run(script.toString(), "down").expectOk();
  }

  /** The connection ended before the answer was whole. */
  private static final class LostAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    LostAnswerException(Command command) {
      super(command.failure().getMessage());
    }
  }
}
