package dev.weir.story.page;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A shell in the folder of the clone, in which commands are typed as a page prints them. A port of
 * the page that was taken is the one that Weir has instead.
 */
public final class Terminal implements AutoCloseable {

  private static final int TIMEOUT_SECONDS = 120;
  private static final int END_SECONDS = 10;

  private final Path folder;
  private final Map<String, String> ports;
  private final List<Process> beside = new ArrayList<>();

  /**
   * @param folder of the clone
   * @param ports those that pages print, and those that they stand for
   */
  public Terminal(Path folder, Map<String, String> ports) {
    this.folder = folder;
    this.ports = Map.copyOf(ports);
  }

  /** A text of a page, with the ports that are meant. */
  public String meant(String text) {
    String meant = text;
    for (Map.Entry<String, String> port : ports.entrySet()) {
      meant = meant.replaceAll("\\b" + port.getKey() + "\\b", port.getValue());
    }
    return meant;
  }

  /**
   * Runs a command to its end, {@value #TIMEOUT_SECONDS} seconds at most; one that a page has run
   * beside the others is only started.
   *
   * @return what it printed, errors too, as it is compared
   */
  public String run(Step step) throws IOException, InterruptedException {
    if (step.beside()) {
      String command = step.command().substring(0, step.command().length() - 2);
      beside.add(start(command, new File("/dev/null")));
      return "";
    }
    Path out = Files.createTempFile("weir-page", ".out");
    try {
      Process process = start(step.command(), out.toFile());
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        end(process);
        throw new IOException("'" + step.command() + "' did not end in " + TIMEOUT_SECONDS + " s");
      }
      return Step.plain(Files.readString(out));
    } finally {
      Files.delete(out);
    }
  }

  /** Ends what was started beside. */
  public void endBeside() throws InterruptedException {
    for (Process process : beside) {
      end(process);
    }
    beside.clear();
  }

  @Override
  public void close() {
    try {
      endBeside();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process start(String command, File out) throws IOException {
    return new ProcessBuilder("bash", "-c", meant(command))
        .directory(folder.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(out)
        .start();
  }

  /** With what it has started itself. */
  private static void end(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
