package dev.weir.story.traffic;

import java.io.IOException;

/**
 * Asks again and again over one connection until an answer carries a certain header.
 *
 * @param to the server
 * @param path what is asked for
 * @param header that is waited for
 * @param value the value that is waited for
 * @param seconds after which to give up
 */
public record HttpProbe(Target to, String path, String header, String value, int seconds)
    implements Job {

  /**
   * What was seen.
   *
   * @param seenMs when that answer came, in milliseconds since the epoch; 0 when it did not
   * @param requests asked until then
   */
  public record Result(long seenMs, long requests) {}

  @Override
  public Result run(Cue cue) throws IOException {
    long deadline = System.nanoTime() + seconds * 1_000_000_000L;
    long requests = 0;
    try (HttpConnection connection = new HttpConnection(to)) {
      while (!cue.ended() && System.nanoTime() < deadline) {
        Answer answer = connection.get(path, header);
        requests++;
        if (answer.header().equals(value)) {
          return new Result(System.currentTimeMillis(), requests);
        }
        cue.flowing();
      }
    }
    return new Result(0, requests);
  }
}
