package dev.weir.engine.call;

/**
 * Figures of the host, as somebody last set them; what nobody has set is {@value #UNKNOWN}, as in
 * Sentinel, and triggers nothing.
 */
public final class Signals {

  /** Not set yet. */
  public static final long UNKNOWN = -1;

  private volatile double load = UNKNOWN;
  private volatile double cpuUsage = UNKNOWN;
  private volatile long memoryBytes = UNKNOWN;
  private volatile Shares shares = Shares.ALL;
  private volatile boolean sharing;

  /** Load average of the last minute. */
  public double load() {
    return load;
  }

  /** Sets the load average of the last minute. */
  public void load(double average) {
    load = average;
  }

  /** Share of the CPU that is used, 0 to 1. */
  public double cpuUsage() {
    return cpuUsage;
  }

  /** Sets the share of the CPU that is used, 0 to 1. */
  public void cpuUsage(double share) {
    cpuUsage = share;
  }

  /** Memory that the process uses, in bytes. */
  public long memoryBytes() {
    return memoryBytes;
  }

  /** Sets the memory that the process uses, in bytes. */
  public void memoryBytes(long bytes) {
    memoryBytes = bytes;
  }

  /** This host's parts of thresholds that hosts share; all of them until somebody says else. */
  public Shares shares() {
    return shares;
  }

  /** Sets this host's parts. */
  public void shares(Shares parts) {
    shares = parts;
  }

  /** A rule looks at shares. */
  public void share() {
    sharing = true;
  }

  /** Whether a rule has ever looked at shares. */
  public boolean sharing() {
    return sharing;
  }
}
