package dev.weir.wasm.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What all VMs of a proxy share. */
public final class MockProxy {

  private final SharedStore sharedData = new SharedStore();
  private final Queues queues = new Queues();
  private final Metrics metrics = new Metrics();
  private final List<String> log = new ArrayList<>();
  private final Set<String> clusters = new HashSet<>();
  private final Map<String, UnaryOperator<byte[]>> foreign = new HashMap<>();
  private long millis = 1_000_000_000_000L;
  private int logLevel;
  private int callId;
  private final Random random = new Random(1);

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

  /** Names of the clusters that can be called. */
  public Set<String> clusters() {
    return clusters;
  }

  /** Gives the proxy a function of its own. */
  public void foreign(String name, UnaryOperator<byte[]> function) {
    foreign.put(name, function);
  }

  /** Wall time in milliseconds. */
  public long millis() {
    return millis;
  }

  /** Sets the clock. */
  public void setMillis(long newMillis) {
    millis = newMillis;
  }

  /** The level below which lines are dropped, as the proxy says when asked. */
  public int logLevel() {
    return logLevel;
  }

  /** Sets what the proxy says of its log level. */
  public void setLogLevel(int newLevel) {
    logLevel = newLevel;
  }

  Random random() {
    return random;
  }

  Queues queues() {
    return queues;
  }

  @Nullable UnaryOperator<byte[]> foreign(String name) {
    return foreign.get(name);
  }

  int nextCallId() {
    return ++callId;
  }
}
