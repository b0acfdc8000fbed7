package dev.weir.bench.kernel;

import dev.weir.bench.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** A veth pair for the time of a measurement: the hooks want an interface, no packet crosses it. */
final class VethPair implements AutoCloseable {

  private final String name;

  /** Makes it. */
  VethPair() throws IOException, InterruptedException, UnavailableException {
    String suffix = Integer.toHexString(ThreadLocalRandom.current().nextInt(0x10000, 0x1000000));
    name = "wb" + suffix;
    String refused = ip("link", "add", name, "type", "veth", "peer", "name", "wp" + suffix);
    if (!refused.isEmpty()) {
      throw new UnavailableException("cannot make a veth pair, root is needed: " + refused);
    }
  }

  /** The interface. */
  String device() {
    return name;
  }

  @Override
  public void close() throws IOException {
    try {
      ip("link", "delete", name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs ip; gives what it complained of, or nothing. */
  private static String ip(String... arguments) throws IOException, InterruptedException {
    String[] words = new String[arguments.length + 1];
    words[0] = "ip";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : out.strip();
  }
}
