package dev.weir.bench.kernel.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Datagrams that have come as far as UDP, in the network namespace of this process. */
final class UdpArrivals {

  private static final Path FILE = Path.of("/proc/self/net/snmp");
  private static final List<String> COUNTED = List.of("InDatagrams", "NoPorts", "InErrors");

  private UdpArrivals() {}

  /** So far, for a socket or for none. */
  static long now() throws IOException {
    List<String> lines =
        Files.readAllLines(FILE).stream().filter(line -> line.startsWith("Udp:")).toList();
    List<String> names = List.of(lines.get(0).split(" ", -1));
    String[] values = lines.get(1).split(" ", -1);
    return COUNTED.stream().mapToLong(name -> Long.parseLong(values[names.indexOf(name)])).sum();
  }
}
