package dev.weir.story.stage;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.story.traffic.Wire;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The network that {@code weir up} makes for the kernel hooks: one end of a veth pair with the
 * hooks, the other in a namespace where the clients live.
 *
 * @param interfaceName where the hooks sit
 * @param address of that interface
 */
public record SampleNetwork(String interfaceName, String address) {

  /** The clients' namespace. */
  public static final Path NAMESPACE = Path.of("/run/netns/weir-clients");

  /** The clients' interface, in their namespace. */
  private static final String PEER = "weir0-peer";

  /** One client's address. */
  public static final String FIRST_SOURCE = "198.18.0.2";

  /** Another's. */
  public static final String SECOND_SOURCE = "198.18.0.3";

  private record Link(Stats stats64) {}

  private record Stats(Direction rx, Direction tx) {}

  /**
   * What went one way over an interface.
   *
   * @param packets that went
   * @param dropped that did not
   */
  public record Direction(@JsonProperty long packets, @JsonProperty long dropped) {}

  /**
   * Finds it.
   *
   * @throws IOException when the interface has no IPv4 address
   */
  static SampleNetwork on(String interfaceName) throws IOException {
    NetworkInterface found = NetworkInterface.getByName(interfaceName);
    if (found == null) {
      throw new IOException("there is no interface " + interfaceName);
    }
    return found
        .inetAddresses()
        .filter(Inet4Address.class::isInstance)
        .findFirst()
        .map(address -> new SampleNetwork(interfaceName, address.getHostAddress()))
        .orElseThrow(() -> new IOException(interfaceName + " has no IPv4 address"));
  }

  /** The words before a program that is to run in the clients' namespace. */
  static List<String> enter() {
    return List.of("nsenter", "--net=" + NAMESPACE);
  }

  /** What the hooks' interface has received. */
  public Direction received() throws IOException, InterruptedException {
    return stats(List.of(), interfaceName).rx();
  }

  /** What the clients' interface has sent; its drops are those of a full ring of the pair. */
  public Direction sent() throws IOException, InterruptedException {
    return stats(enter(), PEER).tx();
  }

  /** Queueing disciplines on the hooks' interface, other than the kernel's own. */
  public List<String> qdiscs() throws IOException, InterruptedException {
    return Command.run("tc", "qdisc", "show", "dev", interfaceName)
        .expectOk()
        .lines()
        .filter(line -> !line.startsWith("qdisc noqueue"))
        .toList();
  }

  /** What is there of such a network, each in words. */
  static List<String> left(String interfaceName) {
    List<String> left = new ArrayList<>();
    // Java's NetworkInterface does not see one without an address.
    if (Files.exists(Path.of("/sys/class/net", interfaceName))) {
      left.add("interface " + interfaceName);
    }
    if (Files.exists(NAMESPACE)) {
      left.add("namespace " + NAMESPACE);
    }
    return left;
  }

  private static Stats stats(List<String> prefix, String name)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of("ip", "-s", "-j", "link", "show", "dev", name));
    return Wire.read(Command.run(words).expectOk(), Link[].class)[0].stats64();
  }
}
