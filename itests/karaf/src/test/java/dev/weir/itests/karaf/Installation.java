package dev.weir.itests.karaf;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An unpacked distribution, on ports of its own and without the kernel plane. */
final class Installation {

  private static final int STOP_SECONDS = 30;

  private final Path home;
  private final int sshPort;
  private final int xdsPort;
  private @Nullable Process process;

  private Installation(Path home, int sshPort, int xdsPort) {
    this.home = home;
    this.sshPort = sshPort;
    this.xdsPort = xdsPort;
  }

  static Installation unpack() throws Exception {
    Path home = Path.of(System.getProperty("weir.target"), "first-start");
    delete(home);
    Files.createDirectories(home);
    Process tar =
        new ProcessBuilder(
                "tar", "xzf", System.getProperty("weir.distribution"), "--strip-components=1")
            .directory(home.toFile())
            .inheritIO()
            .start();
    if (tar.waitFor() != 0) {
      throw new IOException("the distribution cannot be unpacked: build it first");
    }
    Installation installation = new Installation(home, freePort(), freePort());
    installation.set("org.apache.karaf.shell.cfg", "sshPort", installation.sshPort);
    installation.set("dev.weir.envoy.cfg", "xds.port", installation.xdsPort);
    installation.set("dev.weir.manager.cfg", "kernel.enabled", false);
    Files.createDirectories(home.resolve("rules"));
    return installation;
  }

  /** Starts it, and returns when its shell and its xDS server can be reached. */
  void start() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/karaf").toString(), "daemon")
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("out.log").toFile());
    Process started = builder.start();
    process = started;
    Eventually.get(
        "ssh and xDS (see " + home + ")",
        () -> started.isAlive() && reached(sshPort) && reached(xdsPort),
        up -> up);
  }

  /** Asks it to end; a Karaf that does not is killed, and that is an error. */
  void stop() throws InterruptedException {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    running.destroy();
    if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      running.destroyForcibly().waitFor();
      throw new AssertionError("Karaf did not end within " + STOP_SECONDS + " s of SIGTERM");
    }
  }

  long pid() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running.pid();
  }

  int sshPort() {
    return sshPort;
  }

  int xdsPort() {
    return xdsPort;
  }

  Path etc(String name) {
    return home.resolve("etc").resolve(name);
  }

  String log() throws IOException {
    return Files.readString(home.resolve("data/log/karaf.log"));
  }

  private void set(String file, String key, Object value) throws IOException {
    Path path = etc(file);
    String text = Files.readString(path);
    String line = "(?m)^" + key.replace(".", "\\.") + "\\s*=.*$";
    String edited = text.replaceFirst(line, Matcher.quoteReplacement(key + " = " + value));
    if (edited.equals(text)) {
      throw new IOException(path + " has no " + key);
    }
    Files.writeString(path, edited);
  }

  private static boolean reached(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
