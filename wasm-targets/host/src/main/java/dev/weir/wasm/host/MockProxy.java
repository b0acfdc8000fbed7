package dev.weir.wasm.host;

import java.util.ArrayList;
import java.util.List;

/** What all VMs of a proxy share. */
public final class MockProxy {

  private final SharedStore sharedData = new SharedStore();
  private final Metrics metrics = new Metrics();
  private final List<String> log = new ArrayList<>();
  private long millis = 1_000_000_000_000L;

  /** Data under keys, with versions. */
  public SharedStore sharedData() {
    return sharedData;
  }

  /** Counters and gauges, summed over the VMs. */
  public Metrics metrics() {
    return metrics;
  }

  /** Lines that filters logged. */
  public List<String> log() {
    return log;
  }

  /** Wall time in milliseconds. */
  public long millis() {
    return millis;
  }

  /** Sets the clock. */
  public void setMillis(long newMillis) {
    millis = newMillis;
  }
}
