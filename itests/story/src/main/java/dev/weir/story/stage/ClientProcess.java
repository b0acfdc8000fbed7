package dev.weir.story.stage;

import dev.weir.story.traffic.Client;
import dev.weir.story.traffic.Job;
import dev.weir.story.traffic.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A {@link Client} that runs, in the clients' namespace where there is one. */
public final class ClientProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Job job;

  /**
   * Starts a client.
   *
   * @param prefix words before {@code java}: what enters the namespace, or none
   */
  ClientProcess(List<String> prefix, Job job) throws IOException {
    List<String> words = new ArrayList<>(prefix);
    words.add(ProcessHandle.current().info().command().orElse("java"));
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
    words.addAll(List.of(Client.class.getName(), Wire.line(job)));
    this.job = job;
    process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Waits until its traffic flows.
   *
   * @throws IOException when it ends before
   */
  public ClientProcess awaitFlowing() throws IOException {
    String line = out.readLine();
    if (!Client.FLOWING.equals(line)) {
      throw new IOException("expected that traffic flows of " + Wire.line(job) + ", was: " + line);
    }
    return this;
  }

  /** Tells it to end, and gives what it counted. */
  public <T> T end(Class<T> type) throws IOException, InterruptedException {
    process.getOutputStream().close();
    return result(type);
  }

  /**
   * Waits until it has ended by itself; every job has an end.
   *
   * @throws IOException when it failed
   */
  public <T> T result(Class<T> type) throws IOException, InterruptedException {
    String last = "";
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      last = line;
    }
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException("the client of " + Wire.line(job) + " ended with " + exit);
    }
    return Wire.read(last, type);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
