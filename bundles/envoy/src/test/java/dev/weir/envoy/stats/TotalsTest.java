package dev.weir.envoy.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.envoy.stats.MetricNames.Subject;
import dev.weir.hook.SignalEvent;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sums over several Envoys and over their restarts. */
class TotalsTest {

  private static final Subject ORDERS = new Subject("GET:/orders", SignalEvent.PASS);

  private final Totals totals = new Totals();
  private final Totals.Seen first = new Totals.Seen();
  private final Totals.Seen second = new Totals.Seen();

  @Test
  void severalEnvoys_areAddedUp() {
    totals.add(first, Map.of(ORDERS, 10L));
    totals.add(second, Map.of(ORDERS, 5L));
    totals.add(first, Map.of(ORDERS, 12L));
    assertThat(read()).isEqualTo(17);
  }

  @Test
  void oneRestarts_sumGoesOn() {
    totals.add(first, Map.of(ORDERS, 10L));
    totals.add(second, Map.of(ORDERS, 5L));
    totals.add(first, Map.of(ORDERS, 3L));
    assertThat(read()).isEqualTo(18);
  }

  @Test
  void counterGoneAndBack_countsFromZero() {
    totals.add(first, Map.of(ORDERS, 10L));
    totals.add(first, Map.of());
    totals.add(first, Map.of(ORDERS, 4L));
    assertThat(read()).isEqualTo(14);
  }

  private long read() {
    Map<String, Long> read = new HashMap<>();
    totals.read((resource, event, total) -> read.put(resource + event, total));
    assertThat(read).containsOnlyKeys("GET:/ordersPASS");
    return read.getOrDefault("GET:/ordersPASS", -1L);
  }
}
