package dev.weir.bench.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.bench.decision.loop.Rounds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Where the timed decisions run: a process that prints the lines of {@link Rounds}.
 *
 * @param name as a subject of rows
 * @param command starts it
 */
record Place(String name, List<String> command) {

  private static final long MINUTES = 5;
  private static final int TOLD = 20;

  /**
   * Runs it until it is done, and ends it.
   *
   * @throws IOException when it is not done in time, or ends before; the message has its last lines
   */
  List<Figure> run() throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    CompletableFuture<Process> watch =
        new CompletableFuture<Process>()
            .completeOnTimeout(process, MINUTES, TimeUnit.MINUTES)
            .whenComplete((late, never) -> process.destroyForcibly());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      return read(lines);
    } finally {
      watch.complete(process);
    }
  }

  private List<Figure> read(BufferedReader lines) throws IOException {
    List<Figure> figures = new ArrayList<>();
    Deque<String> last = new ArrayDeque<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(Rounds.DONE)) {
        return figures;
      }
      Figure.read(line).ifPresent(figures::add);
      last.add(line);
      if (last.size() > TOLD) {
        last.remove();
      }
    }
    throw new IOException(name + " was not done; its last lines:\n" + String.join("\n", last));
  }
}
