package dev.weir.hook.host;

/**
 * Figures of the host at one moment.
 *
 * @param load load average of the last minute
 * @param cpuUsage share of the CPUs that was used of late, 0 to 1
 * @param memoryBytes memory that cannot be had without taking it from somebody
 */
public record Figures(double load, double cpuUsage, long memoryBytes) {

  /** What stands for a figure that is not known. */
  public static final int UNKNOWN = -1;
}
