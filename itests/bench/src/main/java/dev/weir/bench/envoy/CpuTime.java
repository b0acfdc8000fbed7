package dev.weir.bench.envoy;

/** CPU time in {@code /proc/PID/stat} (proc(5)). */
final class CpuTime {

  /** Fields 14 and 15, counted from 1; the state after the name is field 3. */
  private static final int USER = 14 - 3;

  private static final int SYSTEM = 15 - 3;

  private CpuTime() {}

  /** User and system time together, in clock ticks. The name, field 2, may hold anything. */
  static long ticks(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
  }
}
