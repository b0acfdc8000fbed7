import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * The sample service behind Envoy: answers every request with 200 and a small JSON body, on
 * 127.0.0.1; with the status that a parameter {@code status} of the query asks for, and after as
 * many milliseconds as {@code wait} says, so that rules for failures and slow calls can be tried.
 *
 * <p>Argument: the port. Idle connections are kept for a day: a server that closes one while the
 * proxy is about to use it makes a request fail that no rule refused.
 */
public final class Upstream {

  private static final byte[] BODY = "{\"ok\":true}\n".getBytes(StandardCharsets.UTF_8);
  private static final int BACKLOG = 4096;
  private static final int THREADS = 16;
  private static final int LONGEST_WAIT_MS = 10_000;

  private Upstream() {}

  /** Serves until the process ends. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: java Upstream PORT");
      System.exit(2);
    }
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "86400");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "65536");
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(args[0]));
    HttpServer server = HttpServer.create(address, BACKLOG);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.createContext("/", Upstream::answer);
    server.start();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    pause(asked(query, "wait", 0, LONGEST_WAIT_MS));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status(query), BODY.length);
    exchange.getResponseBody().write(BODY);
    exchange.close();
  }

  /** Of the answer: a failure if one is asked for. */
  private static int status(String query) {
    int status = asked(query, "status", 200, 599);
    return status < 400 ? 200 : status;
  }

  /** A parameter of a query that is a number, at most {@code most}; else {@code otherwise}. */
  private static int asked(String query, String name, int otherwise, int most) {
    if (query != null) {
      for (String parameter : query.split("&")) {
        if (parameter.matches(name + "=[0-9]{1,6}")) {
          return Math.min(most, Integer.parseInt(parameter.substring(name.length() + 1)));
        }
      }
    }
    return otherwise;
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
