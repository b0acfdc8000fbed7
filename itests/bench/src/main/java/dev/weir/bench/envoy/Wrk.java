package dev.weir.bench.envoy;

import dev.weir.bench.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk. */
final class Wrk {

  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
  private static final Pattern ERRORS = Pattern.compile("Socket errors: (.*)");

  private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  private Wrk() {}

  /**
   * Loads a listener over 16 connections.
   *
   * @return requests that were answered
   */
  static long load(int port, int seconds)
      throws IOException, InterruptedException, UnavailableException {
    return requests(run(List.of("-t1", "-c16", "-d" + seconds + "s", url(port))));
  }

  /** Of what it printed: answers other than 2xx and 3xx. */
  static long refused(String out) {
    Matcher refused = REFUSED.matcher(out);
    return refused.find() ? Long.parseLong(refused.group(1)) : 0;
  }

  static String url(int port) {
    return "http://127.0.0.1:" + port + "/orders";
  }

  /** Runs it with such arguments; gives what it printed. */
  static String run(List<String> arguments)
      throws IOException, InterruptedException, UnavailableException {
    List<String> command = new ArrayList<>(List.of("wrk"));
    command.addAll(arguments);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UnavailableException("wrk is needed (Debian package wrk): " + e.getMessage());
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  /**
   * Reads what it printed.
   *
   * @throws IOException when requests failed, or there is no count
   */
  static long requests(String out) throws IOException {
    Matcher errors = ERRORS.matcher(out);
    if (errors.find()) {
      throw new IOException("wrk had socket errors: " + errors.group(1));
    }
    Matcher requests = REQUESTS.matcher(out);
    if (!requests.find()) {
      throw new IOException("wrk gave no count of requests: " + out);
    }
    return Long.parseLong(requests.group(1));
  }
}
