package dev.weir.bench.rules.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Lets the benchmark update configurations from outside: each line is a name and a text in Base64,
 * which becomes the {@code yaml} of {@code dev.weir.rules~NAME}; the answer is {@code ok}.
 */
public final class ConfigDoor implements BundleActivator {

  /** Framework property: the port of the loopback to listen at. */
  public static final String PORT = "weir.bench.door";

  private @Nullable ServerSocket door;

  @Override
  public void start(BundleContext context) throws IOException {
    ServerSocket socket =
        new ServerSocket(
            Integer.parseInt(context.getProperty(PORT)), 1, InetAddress.getLoopbackAddress());
    door = socket;
    Thread thread = new Thread(() -> serve(context, socket), "weir-bench-door");
    thread.setDaemon(true);
    thread.start();
  }

  private static void serve(BundleContext context, ServerSocket socket) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept();
          BufferedReader in =
              new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII))) {
        client.setTcpNoDelay(true);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          String answer = update(context, line);
          client.getOutputStream().write((answer + "\n").getBytes(US_ASCII));
        }
      } catch (IOException closed) {
        // the next client, or the end
      }
    }
  }

  private static String update(BundleContext context, String line) {
    ServiceReference<ConfigurationAdmin> reference =
        context.getServiceReference(ConfigurationAdmin.class);
    if (reference == null) {
      return "there is no Config Admin";
    }
    int gap = line.indexOf(' ');
    String yaml = new String(Base64.getDecoder().decode(line.substring(gap + 1)), UTF_8);
    try {
      Configuration configuration =
          context
              .getService(reference)
              .getFactoryConfiguration("dev.weir.rules", line.substring(0, gap), "?");
      configuration.update(FrameworkUtil.asDictionary(Map.of("yaml", yaml)));
      return "ok";
    } catch (IOException | RuntimeException failed) {
      return failed.toString();
    }
  }

  @Override
  public void stop(BundleContext context) throws IOException {
    ServerSocket socket = door;
    if (socket != null) {
      socket.close();
    }
  }
}
