package dev.weir.story.traffic;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * GET requests over several connections until told to end; whatever is not an answer is a failure.
 *
 * <p>A server that announces the end of a connection is taken at its word and a new one is opened:
 * that is HTTP, not a failure.
 *
 * @param to the server
 * @param path what is asked for
 * @param connections each with a thread of its own
 * @param perSecond over all connections; 0 for as many as there can be
 * @param seconds after which it ends by itself
 */
public record HttpLoad(Target to, String path, int connections, double perSecond, int seconds)
    implements Job {

  /**
   * What became of it.
   *
   * @param statuses how many answers of each status
   * @param failures requests without an answer
   * @param firstFailure what the first of them was, or empty
   */
  public record Result(Map<Integer, Long> statuses, long failures, String firstFailure) {

    /** Requests answered. */
    public long answered() {
      return statuses.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  @Override
  public Result run(Cue cue) throws InterruptedException {
    Tally tally = new Tally();
    long start = System.nanoTime();
    Thread[] threads = new Thread[connections];
    for (int i = 0; i < connections; i++) {
      threads[i] = new Thread(() -> load(cue, tally, start), "load-" + i);
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return tally.result();
  }

  private void load(Cue cue, Tally tally, long start) {
    Pace pace = new Pace(perSecond / connections, start);
    long deadline = start + seconds * 1_000_000_000L;
    @Nullable HttpConnection connection = null;
    try {
      for (long n = 0; !cue.ended() && System.nanoTime() < deadline; n++) {
        pace.await(n);
        connection = ask(connection, tally);
        cue.flowing();
      }
    } finally {
      close(connection);
    }
  }

  /** One request; gives the connection for the next, or null when there is to be a new one. */
  private @Nullable HttpConnection ask(@Nullable HttpConnection open, Tally tally) {
    HttpConnection connection = open;
    try {
      connection = connection == null ? new HttpConnection(to) : connection;
      tally.answer(connection.get(path, "").status());
      if (!connection.closing()) {
        return connection;
      }
    } catch (IOException e) {
      tally.failure(e);
    }
    close(connection);
    return null;
  }

  private static void close(@Nullable HttpConnection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException e) {
      // Its answers are counted; how it ends does not matter.
    }
  }

  private static final class Tally {
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private long failures;
    private String firstFailure = "";

    synchronized void answer(int status) {
      statuses.merge(status, 1L, Long::sum);
    }

    synchronized void failure(IOException cause) {
      if (failures++ == 0) {
        firstFailure = cause.toString();
      }
    }

    synchronized Result result() {
      return new Result(Map.copyOf(statuses), failures, firstFailure);
    }
  }
}
