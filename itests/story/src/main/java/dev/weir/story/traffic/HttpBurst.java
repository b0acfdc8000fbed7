package dev.weir.story.traffic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Bursts of GET requests, each burst inside one bucket of a sliding window, in successive windows;
 * the first when all that was counted before the job began has left the window.
 *
 * @param to the server
 * @param path what is asked for
 * @param header whose value is reported with each answer
 * @param connections over which the requests go, opened and used once before the first burst
 * @param requests in each burst
 * @param bursts how many
 */
public record HttpBurst(
    Target to, String path, String header, int connections, int requests, int bursts)
    implements Job {

  /** Asked once per connection beforehand, so that the burst meets warm connections. */
  private static final String WARM_UP_PATH = "/warm-up";

  /**
   * What became of the bursts.
   *
   * @param bursts in order
   */
  public record Result(List<Burst> bursts) {}

  /**
   * What became of one.
   *
   * @param startMs when the first request was sent, in milliseconds since the epoch
   * @param tookMs until the last answer was there
   * @param alone whether it lay in one bucket: only then are its counts what the limit promises
   * @param answers by kind
   */
  public record Burst(long startMs, long tookMs, boolean alone, List<Answer.Counted> answers) {

    /** How many answers had a status. */
    public int count(int status) {
      return answers.stream()
          .filter(a -> a.answer().status() == status)
          .mapToInt(Answer.Counted::count)
          .sum();
    }

    /** How many answers were exactly that. */
    public int count(Answer answer) {
      return answers.stream()
          .filter(a -> a.answer().equals(answer))
          .mapToInt(Answer.Counted::count)
          .sum();
    }
  }

  @Override
  public Result run(Cue cue) throws IOException, InterruptedException {
    List<HttpConnection> open = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      for (int i = 0; i < connections; i++) {
        HttpConnection connection = new HttpConnection(to);
        open.add(connection);
        connection.get(WARM_UP_PATH, header);
      }
      cue.flowing();
      List<Burst> results = new ArrayList<>();
      long now = System.currentTimeMillis();
      long start = BurstSchedule.SENTINEL.first(now, now);
      for (int i = 0; i < bursts && !cue.ended(); i++) {
        results.add(burst(threads, open, start));
        start = BurstSchedule.SENTINEL.next(start);
      }
      return new Result(results);
    } finally {
      threads.shutdownNow();
      for (HttpConnection connection : open) {
        connection.close();
      }
    }
  }

  private Burst burst(ExecutorService threads, List<HttpConnection> open, long startMs)
      throws IOException, InterruptedException {
    List<Future<List<Answer>>> shares = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      HttpConnection connection = open.get(i);
      int share = requests / connections + (i < requests % connections ? 1 : 0);
      shares.add(threads.submit(() -> send(connection, share, startMs)));
    }
    Map<Answer, Integer> kinds = new LinkedHashMap<>();
    for (Future<List<Answer>> share : shares) {
      for (Answer answer : await(share)) {
        kinds.merge(answer, 1, Integer::sum);
      }
    }
    long end = System.currentTimeMillis();
    List<Answer.Counted> answers = new ArrayList<>();
    kinds.forEach((answer, count) -> answers.add(new Answer.Counted(answer, count)));
    return new Burst(startMs, end - startMs, BurstSchedule.SENTINEL.alone(startMs, end), answers);
  }

  private List<Answer> send(HttpConnection connection, int share, long startMs) throws IOException {
    for (long left = startMs - System.currentTimeMillis();
        left > 0;
        left = startMs - System.currentTimeMillis()) {
      LockSupport.parkNanos(left * 1_000_000);
    }
    List<Answer> answers = new ArrayList<>(share);
    for (int i = 0; i < share; i++) {
      answers.add(connection.get(path, header));
    }
    return answers;
  }

  private static <T> T await(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IOException("a burst's connection failed: " + e.getCause(), e);
    }
  }
}
