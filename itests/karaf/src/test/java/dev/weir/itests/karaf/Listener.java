package dev.weir.itests.karaf;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A TCP socket that a process listens at, as /proc tells it (proc(5): /proc/net/tcp).
 *
 * @param address it is bound to
 * @param port it is bound to
 */
record Listener(InetAddress address, int port) {

  private static final String LISTEN = "0A";

  /** All of a process. */
  static Set<Listener> of(long pid) throws IOException {
    Set<String> inodes = inodes(pid);
    Set<Listener> listeners = new HashSet<>();
    for (String table : new String[] {"tcp", "tcp6"}) {
      try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/net/" + table))) {
        for (String line : lines.skip(1).toList()) {
          String[] fields = line.strip().split(" +", -1);
          if (fields[3].equals(LISTEN) && inodes.contains(fields[9])) {
            listeners.add(parse(fields[1]));
          }
        }
      }
    }
    return listeners;
  }

  private static Set<String> inodes(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          String target = Files.readSymbolicLink(descriptor).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring(8, target.length() - 1));
          }
        }
      }
    }
    return inodes;
  }

  /** {@code 0100007F:1F90}: words of the address in the machine's order, the port in hex. */
  private static Listener parse(String local) throws IOException {
    int colon = local.indexOf(':');
    byte[] words = HexFormat.of().parseHex(local.substring(0, colon));
    ByteBuffer address = ByteBuffer.allocate(words.length);
    ByteBuffer source = ByteBuffer.wrap(words).order(ByteOrder.nativeOrder());
    while (source.hasRemaining()) {
      address.putInt(source.getInt());
    }
    return new Listener(
        InetAddress.getByAddress(address.array()),
        Integer.parseInt(local.substring(colon + 1), 16));
  }
}
