import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * The sample service behind Envoy: answers every request with 200 and a small JSON body, on
 * 127.0.0.1.
 *
 * <p>Argument: the port. Idle connections are kept for a day: a server that closes one while the
 * proxy is about to use it makes a request fail that no rule refused.
 */
public final class Upstream {

  private static final byte[] BODY = "{\"ok\":true}\n".getBytes(StandardCharsets.UTF_8);
  private static final int BACKLOG = 4096;
  private static final int THREADS = 16;

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
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, BODY.length);
    exchange.getResponseBody().write(BODY);
    exchange.close();
  }
}
