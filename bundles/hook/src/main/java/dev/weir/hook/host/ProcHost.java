package dev.weir.hook.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads /proc (proc(5)): {@code loadavg}, {@code stat}, {@code meminfo}; at most ten times a
 * second, whoever asks. The share of the CPU is that of the last full second. A figure that cannot
 * be read is {@link Figures#UNKNOWN}.
 */
public final class ProcHost implements Supplier<Figures> {

  private static final Logger LOG = LoggerFactory.getLogger(ProcHost.class);
  private static final long PERIOD_NANOS = 100_000_000L;
  private static final long CPU_NANOS = 1_000_000_000L;
  private static final int KIBIBYTE = 1024;
  private static final int IDLE = 4;
  private static final int IO_WAIT = 5;

  /** The last column of time of its own: what guests used is in that of users already. */
  private static final int STEAL = 8;

  private final Path proc;
  private final LongSupplier nanoTime;
  private Figures last = new Figures(Figures.UNKNOWN, Figures.UNKNOWN, Figures.UNKNOWN);
  private boolean read;
  private boolean told;
  private long readAt;
  private long cpuAt;
  private long busy = -1;
  private long total;

  /** The host that this runs on. */
  public ProcHost() {
    this(Path.of("/proc"), System::nanoTime);
  }

  ProcHost(Path proc, LongSupplier nanoTime) {
    this.proc = proc;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized Figures get() {
    long now = nanoTime.getAsLong();
    if (!read || now - readAt >= PERIOD_NANOS) {
      read = true;
      readAt = now;
      last = new Figures(load(), cpuUsage(now), memory());
    }
    return last;
  }

  private double load() {
    for (String line : lines("loadavg")) {
      return number(line.split(" ", 2)[0]);
    }
    return Figures.UNKNOWN;
  }

  private double cpuUsage(long now) {
    if (busy >= 0 && now - cpuAt < CPU_NANOS) {
      return last.cpuUsage();
    }
    for (String line : lines("stat")) {
      if (line.startsWith("cpu ")) {
        return share(line.trim().split(" +", 0), now);
      }
    }
    return Figures.UNKNOWN;
  }

  /** Of the columns user, nice, system, idle, iowait, irq, softirq, steal, in ticks. */
  private double share(String[] columns, long now) {
    long all = 0;
    long idle = 0;
    for (int i = 1; i < columns.length && i <= STEAL; i++) {
      long ticks = (long) number(columns[i]);
      all += ticks;
      idle += i == IDLE || i == IO_WAIT ? ticks : 0;
    }
    long used = all - idle;
    double share = Figures.UNKNOWN;
    if (busy >= 0 && all > total) {
      share = Math.min(1, Math.max(0, (double) (used - busy) / (all - total)));
    }
    busy = used;
    total = all;
    cpuAt = now;
    return share;
  }

  private long memory() {
    long whole = -1;
    long available = -1;
    for (String line : lines("meminfo")) {
      if (line.startsWith("MemTotal:")) {
        whole = kibibytes(line);
      } else if (line.startsWith("MemAvailable:")) {
        available = kibibytes(line);
      }
    }
    boolean known = whole >= 0 && available >= 0 && available <= whole;
    return known ? (whole - available) * KIBIBYTE : Figures.UNKNOWN;
  }

  private static long kibibytes(String line) {
    String[] words = line.split(" +", 0);
    return words.length < 2 ? -1 : (long) number(words[1]);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Figures.UNKNOWN;
    }
  }

  private List<String> lines(String name) {
    try {
      return Files.readAllLines(proc.resolve(name));
    } catch (IOException e) {
      if (!told) {
        told = true;
        LOG.warn(
            "Figures of the host are not known to its proxies: cannot read {}/{}", proc, name, e);
      }
      return List.of();
    }
  }
}
