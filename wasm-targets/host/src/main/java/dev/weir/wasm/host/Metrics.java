package dev.weir.wasm.host;

import dev.weir.wasm.sdk.type.MetricType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Metrics of a proxy: by name, each with one type, an id for every name. */
public final class Metrics {

  private final Map<String, Integer> ids = new HashMap<>();
  private final List<Metric> metrics = new ArrayList<>();

  private static final class Metric {
    final String name;
    final int type;
    long value;

    Metric(String name, int type) {
      this.name = name;
      this.type = type;
    }
  }

  /** Names and values. */
  public Map<String, Long> values() {
    Map<String, Long> values = new TreeMap<>();
    metrics.forEach(metric -> values.put(metric.name, metric.value));
    return values;
  }

  /** One value; 0 when nobody has defined it. */
  public long value(String name) {
    Integer id = ids.get(name);
    return id == null ? 0 : metrics.get(id).value;
  }

  int define(int type, String name) {
    if (type < MetricType.COUNTER || type > MetricType.HISTOGRAM) {
      throw new IllegalStateException("metric " + name + " is of the unknown type " + type);
    }
    Integer id = ids.get(name);
    if (id != null) {
      if (metrics.get(id).type != type) {
        throw new IllegalStateException("metric " + name + " is defined with two types");
      }
      return id;
    }
    metrics.add(new Metric(name, type));
    ids.put(name, metrics.size() - 1);
    return metrics.size() - 1;
  }

  void increment(int id, long offset) {
    Metric metric = metric(id);
    if (metric.type == MetricType.COUNTER && offset <= 0) {
      throw new IllegalStateException("counter " + metric.name + " is incremented by " + offset);
    }
    metric.value += offset;
  }

  void record(int id, long value) {
    metric(id).value = value;
  }

  long value(int id) {
    return metric(id).value;
  }

  private Metric metric(int id) {
    if (id < 0 || id >= metrics.size()) {
      throw new IllegalStateException("metric id " + id + " was never given out");
    }
    return metrics.get(id);
  }
}
