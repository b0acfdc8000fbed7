package dev.weir.itests.servers;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An unpacked distribution, on ports of its own and, unless it is told, without the kernel plane.
 */
public final class Installation {

  private static final int STOP_SECONDS = 30;

  private final Path home;
  private final int sshPort = Programs.freePort();
  private final int xdsPort = Programs.freePort();
  private @Nullable Process process;

  private Installation(Path home) {
    this.home = home;
  }

  /**
   * Unpacks one into a folder, which is emptied.
   *
   * @param distribution the archive
   */
  public static Installation unpack(Path distribution, Path home) throws Exception {
    delete(home);
    Files.createDirectories(home);
    Programs.run(
        home,
        List.of("tar", "xzf", distribution.toAbsolutePath().toString(), "--strip-components=1"));
    Installation installation = new Installation(home);
    installation.set("org.apache.karaf.shell.cfg", "sshPort", installation.sshPort);
    installation.set("dev.weir.envoy.cfg", "xds.port", installation.xdsPort);
    installation.set("dev.weir.manager.cfg", "kernel.enabled", false);
    Files.createDirectories(home.resolve("rules"));
    return installation;
  }

  /** Starts it, and returns when its shell and its xDS server can be reached. */
  public void start() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Programs.bound(List.of(home.resolve("bin/karaf").toString(), "daemon")))
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
  public void stop() throws InterruptedException {
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

  /** Kills it, as a power cut does. */
  public void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly().onExit().join();
    }
  }

  /** Its process. */
  public long pid() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running.pid();
  }

  public int sshPort() {
    return sshPort;
  }

  public int xdsPort() {
    return xdsPort;
  }

  /** A file below it. */
  public Path file(String name) {
    return home.resolve(name);
  }

  /** A file of its configuration. */
  public Path etc(String name) {
    return home.resolve("etc").resolve(name);
  }

  /** What it logged so far. */
  public String log() throws IOException {
    return Files.readString(home.resolve("data/log/karaf.log"));
  }

  /** Sets a key that is in a file of its configuration. */
  public void set(String file, String key, Object value) throws IOException {
    Path path = etc(file);
    String text = Files.readString(path);
    String line = "(?m)^" + key.replace(".", "\\.") + "\\s*=.*$";
    String edited = text.replaceFirst(line, Matcher.quoteReplacement(key + " = " + value));
    if (edited.equals(text)) {
      throw new IOException(path + " has no " + key + ", or has that value");
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
