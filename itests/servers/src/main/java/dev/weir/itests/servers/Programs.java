package dev.weir.itests.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts programs, and waits for those that end by themselves. */
public final class Programs {

  private Programs() {}

  /** A port of the loopback that nobody listens at. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A command whose process the kernel kills when the thread that started it ends, so that a test
   * that is killed leaves none (PR_SET_PDEATHSIG, prctl(2)).
   */
  public static List<String> bound(List<String> command) {
    List<String> bound = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
    bound.addAll(command);
    return bound;
  }

  /** Starts a program, bound to this thread, whose output goes to a file beside it. */
  public static Process start(Path folder, String name, List<String> command) throws IOException {
    return new ProcessBuilder(bound(command))
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()))
        .start();
  }

  /** Runs a program to its end; gives what it printed. A status other than 0 is an error. */
  public static String run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    return run(folder, command, "");
  }

  /** The same with a text on its standard input. */
  public static String run(Path folder, List<String> command, String input)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + ":\n" + said);
    }
    return said;
  }
}
