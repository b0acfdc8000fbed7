package dev.weir.bench.envoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time in {@code /proc/PID/stat} (proc(5)). */
final class CpuTime {

  /** Fields 14 and 15, counted from 1; the state after the name is field 3. */
  private static final int USER = 14 - 3;

  private static final int SYSTEM = 15 - 3;

  /** The kernel counts CPU time in hundredths of a second (USER_HZ, proc(5)). */
  private static final double TICKS_PER_SECOND = 100;

  private CpuTime() {}

  /** CPU seconds of all threads of a process so far, user and system. */
  static double seconds(Process process) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    return ticks(stat) / TICKS_PER_SECOND;
  }

  /** User and system time together, in clock ticks. The name, field 2, may hold anything. */
  static long ticks(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
  }
}
