package dev.weir.itests.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace with one link to here, which nftables can cut: what is on its other side is
 * up, and cannot be reached. Needs root.
 */
public final class Namespace implements AutoCloseable {

  private static final Path HERE = Path.of("").toAbsolutePath();

  private final String name;
  private final String near;
  private final String far;
  private final String network;

  /** Makes one, with names and addresses of this process alone. */
  public Namespace() throws IOException, InterruptedException {
    long pid = ProcessHandle.current().pid();
    name = "weir-cut-" + pid;
    near = "wcn" + pid;
    far = "wcf" + pid;
    network = "198.19." + pid % 250 + ".";
    ip("netns", "add", name);
    ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", name);
    ip("address", "add", network + "1/30", "dev", near);
    ip("link", "set", near, "up");
    ip("-n", name, "address", "add", network + "2/30", "dev", far);
    ip("-n", name, "link", "set", far, "up");
    ip("-n", name, "link", "set", "lo", "up");
    nft("add", "table", "inet", "weir");
    nft("add", "chain", "inet", "weir", "in", "{ type filter hook input priority 0; }");
    nft("add", "chain", "inet", "weir", "out", "{ type filter hook output priority 0; }");
  }

  /** The address of what runs inside. */
  public String address() {
    return network + "2";
  }

  /** A command that runs inside. */
  public List<String> inside(List<String> command) {
    List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name));
    inside.addAll(command);
    return inside;
  }

  /** From now on nothing arrives on either side; nobody is told. */
  public void cut() throws IOException, InterruptedException {
    nft("add", "rule", "inet", "weir", "in", "iifname", far, "drop");
    nft("add", "rule", "inet", "weir", "out", "oifname", far, "drop");
  }

  /** It arrives again. */
  public void heal() throws IOException, InterruptedException {
    nft("flush", "table", "inet", "weir");
  }

  private static void ip(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Programs.run(HERE, command);
  }

  private void nft(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("nft"));
    command.addAll(List.of(arguments));
    Programs.run(HERE, inside(command));
  }

  /** Takes it down, with its link. */
  @Override
  public void close() throws IOException {
    try {
      ip("link", "delete", near);
      ip("netns", "delete", name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
