package dev.weir.story.traffic;

import java.util.List;

/** The kernel's table of UDP sockets, {@code /proc/net/udp} (proc(5)). */
final class SocketTable {

  private static final int LOCAL_ADDRESS = 1;
  private static final int DROPS = 12;

  private SocketTable() {}

  /**
   * Datagrams that sockets of a local port dropped because their buffers were full.
   *
   * @param lines of the table, its heading first
   */
  static long drops(List<String> lines, int port) {
    String suffix = String.format(":%04X", port);
    long drops = 0;
    for (String line : lines) {
      String[] columns = line.trim().split("\\s+", -1);
      if (columns.length > DROPS && columns[LOCAL_ADDRESS].endsWith(suffix)) {
        drops += Long.parseLong(columns[DROPS]);
      }
    }
    return drops;
  }
}
