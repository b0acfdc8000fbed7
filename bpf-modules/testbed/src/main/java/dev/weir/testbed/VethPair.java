package dev.weir.testbed;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A pair of virtual interfaces: one end here, where programs are attached, the other in a network
 * namespace of its own, where the clients are. IPv6 stays silent and neighbours are known from the
 * start, so that counts can be exact: no packet but a test's own is lost or counted, and none waits
 * for an address.
 */
public final class VethPair implements AutoCloseable {

  private static final int CLONE_NEWNET = 0x40000000;
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;
  private static final long SIOCETHTOOL = 0x8946;
  private static final int ETHTOOL_SGRO = 0x2c;
  private static final int DEVICE_NAME_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String name;
  private final String namespace;
  private final String network;

  /** Part of libc. */
  interface Setns extends Library {
    Setns INSTANCE = Native.load("c", Setns.class);

    int open(String path, int flags);

    int close(int fd);

    int setns(int fd, int type);

    int socket(int domain, int type, int protocol);

    int ioctl(int fd, long request, Pointer argument);
  }

  private VethPair(String id, int subnet) {
    this.name = "wt" + id;
    this.namespace = "wt" + id + "-ns";
    this.network = "198.19." + subnet + ".";
  }

  /** Makes a pair with a random name and network. */
  public static VethPair create() {
    VethPair pair = new VethPair(Integer.toHexString(RANDOM.nextInt(1 << 24)), RANDOM.nextInt(256));
    String peer = pair.name + "p";
    Command.run("ip", "netns", "add", pair.namespace);
    try {
      Command.run(
          "ip",
          "link",
          "add",
          pair.name,
          "numrxqueues",
          "2",
          "numtxqueues",
          "2",
          "type",
          "veth",
          "peer",
          "name",
          peer,
          "netns",
          pair.namespace);
      pair.quiet();
      Command.run("ip", "addr", "add", pair.address(1) + "/24", "dev", pair.name);
      for (int host = 2; host <= 5; host++) {
        pair.inNamespace("ip", "addr", "add", pair.address(host) + "/24", "dev", peer);
      }
      Command.run("ip", "link", "set", pair.name, "up");
      pair.inNamespace("ip", "link", "set", peer, "up");
      pair.introduce();
      return pair;
    } catch (RuntimeException e) {
      pair.close();
      throw e;
    }
  }

  /** Name of the interface here. */
  public String name() {
    return name;
  }

  /** Name of the clients' interface, in their namespace. */
  public String peer() {
    return name + "p";
  }

  /** Index of the clients' interface, in their namespace. */
  public int peerIndex() {
    return Integer.parseInt(clients("cat", "/sys/class/net/" + peer() + "/ifindex").strip());
  }

  /** Hardware address of the interface here: six bytes as {@code 02:00:00:00:00:01}. */
  public String hardwareAddress() {
    return Command.run("cat", "/sys/class/net/" + name + "/address").strip();
  }

  /**
   * Has the interface here take frames in batches (NAPI), as with an XDP program, so that frames
   * can be handed to it that have no buffer: generic receive offload is switched on.
   */
  public void takeFrames() {
    int socket = Setns.INSTANCE.socket(AF_INET, SOCK_DGRAM, 0);
    try (Memory value = new Memory(8);
        Memory request = new Memory(40)) {
      value.setInt(0, ETHTOOL_SGRO);
      value.setInt(4, 1);
      request.clear();
      request.setString(0, name);
      request.setPointer(DEVICE_NAME_BYTES, value);
      if (Setns.INSTANCE.ioctl(socket, SIOCETHTOOL, request) != 0) {
        throw new IllegalStateException("cannot switch on receive offload of " + name);
      }
    } finally {
      Setns.INSTANCE.close(socket);
    }
  }

  /** Address of a host of the pair's network: 1 is here, 2 to 5 are in the namespace. */
  public String address(int host) {
    return network + host;
  }

  /** IPv6 address of a host, 1 or 2, once IPv6 is {@linkplain #speakIpv6 spoken}. */
  public String address6(int host) {
    return "fd00:7765:6972::" + host;
  }

  /**
   * Has both ends speak IPv6 too. What they say by themselves, to find routers and groups, is on
   * the wire then.
   */
  public void speakIpv6() {
    Command.run("sysctl", "-qw", "net.ipv6.conf." + name + ".disable_ipv6=0");
    inNamespace("sysctl", "-qw", "net.ipv6.conf." + peer() + ".disable_ipv6=0");
    Command.run("ip", "addr", "add", address6(1) + "/64", "dev", name, "nodad");
    inNamespace("ip", "addr", "add", address6(2) + "/64", "dev", peer(), "nodad");
    String file = "/sys/class/net/" + peer() + "/address";
    String theirs = clients("cat", file).strip();
    Command.run("ip", "neigh", "replace", address6(2), "lladdr", theirs, "dev", name);
    inNamespace("ip", "neigh", "replace", address6(1), "lladdr", hardwareAddress(), "dev", peer());
  }

  /** Runs on a thread that is in the clients' namespace; sockets opened there stay there. */
  public <T> T asClient(Callable<T> action) throws Exception {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              enter();
              return action.call();
            });
    Thread thread = new Thread(task, "client of " + name);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** A statistic of the clients' end, by its name in /sys/class/net. */
  public long peerStatistic(String statistic) {
    String path = "/sys/class/net/" + peer() + "/statistics/" + statistic;
    return Long.parseLong(clients("cat", path).strip());
  }

  /**
   * Has what the clients send wait in a queue of its own.
   *
   * @param rate at which the queue is emptied, as tc(8) writes it
   * @param bytes that it holds; what comes beyond is lost
   */
  public void slowClients(String rate, int bytes) {
    String device = name + "p";
    String limit = Integer.toString(bytes);
    inNamespace(
        "tc", "qdisc", "replace", "dev", device, "root", "tbf", "rate", rate, "burst", "4000",
        "limit", limit);
  }

  /** Has a host of the clients answer nothing any more, not even with a reset. */
  public void silence(int host) {
    inNamespace("ip", "addr", "del", address(host) + "/24", "dev", name + "p");
  }

  /** A count of TCP in the clients' namespace, by its name in /proc/net/snmp. */
  public long clientTcp(String counter) {
    String[] lines = clients("grep", "^Tcp:", "/proc/net/snmp").split("\n", -1);
    int column = List.of(lines[0].split(" ", -1)).indexOf(counter);
    return Long.parseLong(lines[1].split(" ", -1)[column]);
  }

  /** Takes the interface away, as an administrator would. */
  public void deleteInterface() {
    Command.run("ip", "link", "del", name);
  }

  @Override
  public void close() {
    if (Files.exists(Path.of("/sys/class/net/" + name))) {
      Command.run("ip", "link", "del", name);
    }
    Command.run("ip", "netns", "del", namespace);
  }

  /** Tells each end the other's hardware address, for good. */
  private void introduce() {
    String peer = name + "p";
    String file = "/sys/class/net/" + peer + "/address";
    String theirs = Command.run("ip", "netns", "exec", namespace, "cat", file).strip();
    String ours = Command.run("cat", "/sys/class/net/" + name + "/address").strip();
    for (int host = 2; host <= 5; host++) {
      Command.run("ip", "neigh", "replace", address(host), "lladdr", theirs, "dev", name);
    }
    inNamespace("ip", "neigh", "replace", address(1), "lladdr", ours, "dev", peer);
  }

  private void quiet() {
    try {
      Path ipv6 = Path.of("/proc/sys/net/ipv6/conf/" + name + "/disable_ipv6");
      if (Files.exists(ipv6)) {
        Files.writeString(ipv6, "1");
        inNamespace("sysctl", "-qw", "net.ipv6.conf." + name + "p.disable_ipv6=1");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot silence IPv6 on " + name, e);
    }
  }

  private void inNamespace(String... command) {
    clients(command);
  }

  /** What a command printed in the clients' namespace. */
  private String clients(String... command) {
    String[] all = new String[command.length + 4];
    System.arraycopy(new String[] {"ip", "netns", "exec", namespace}, 0, all, 0, 4);
    System.arraycopy(command, 0, all, 4, command.length);
    return Command.run(all);
  }

  private void enter() {
    int fd = Setns.INSTANCE.open("/run/netns/" + namespace, 0);
    int entered = Setns.INSTANCE.setns(fd, CLONE_NEWNET);
    Setns.INSTANCE.close(fd);
    if (entered != 0) {
      throw new IllegalStateException("cannot enter network namespace " + namespace);
    }
  }
}
