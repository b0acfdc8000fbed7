package dev.weir.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class of the test's own class path in a process of its own, to be killed. */
public final class ChildJvm implements AutoCloseable {

  private static final String READY = "ready";
  private static final long DEADLINE_SECONDS = 30;

  private final Process process;
  private final String said;

  private ChildJvm(Process process, String said) {
    this.process = process;
    this.said = said;
  }

  /**
   * Starts it and waits until it prints {@code ready}.
   *
   * @throws IllegalStateException when it ends without
   */
  public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    StringBuilder output = new StringBuilder();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.equals(READY)) {
        return new ChildJvm(process, output.toString());
      }
      output.append(line).append('\n');
    }
    throw new IllegalStateException(main.getName() + " ended: " + output);
  }

  /** Called by the child: says that it is ready and waits to be killed. */
  public static void awaitKill() throws InterruptedException {
    System.out.println(READY);
    TimeUnit.SECONDS.sleep(DEADLINE_SECONDS);
  }

  /** What it printed before it was ready. */
  public String said() {
    return said;
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " cannot be killed");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
