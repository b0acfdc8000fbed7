package dev.weir.wasm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.Metrics;
import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.SharedQueues;
import dev.weir.wasm.sdk.type.MetricType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shared data, queues, metrics: through the SDK. */
final class SharedCallsTest {

  @Test
  void sharedData_swapsOnlyTheVersionThatWasRead() {
    Script script = new Script("get_shared_data", "set_shared_data");
    SharedData data = script.host.sharedData();
    Slice key = script.host.constant("key");
    Slice one = script.host.constant("1");
    Slice two = script.host.constant("2");
    List<Integer> seen = new ArrayList<>();
    script.on(
        "tick",
        a -> {
          seen.add(data.get(key, script.value));
          seen.add(data.set(key, one, SharedData.CREATE));
          seen.add(data.set(key, one, SharedData.CREATE));
          data.get(key, script.value);
          int version = data.version();
          seen.add(data.set(key, two, version));
          seen.add(data.set(key, one, version));
          data.get(key, script.value);
          return data.set(key, one, SharedData.OVERWRITE);
        });
    script.start().tick();
    assertThat(seen)
        .containsExactly(
            Status.NOT_FOUND, Status.OK, Status.CAS_MISMATCH, Status.OK, Status.CAS_MISMATCH);
    assertThat(script.text()).isEqualTo("2");
    assertThat(script.proxy.sharedData().entries())
        .hasEntrySatisfying("key", entry -> assertThat(entry.value()).containsExactly('1'));
  }

  @Test
  void queue_isResolvedOnceRegisteredAndKeepsItsOrder() {
    Script script =
        new Script(
            "register_shared_queue",
            "resolve_shared_queue",
            "enqueue_shared_queue",
            "dequeue_shared_queue");
    Host host = script.host;
    SharedQueues queues = host.queues();
    List<String> seen = new ArrayList<>();
    script.on(
        "tick",
        a -> {
          seen.add(queues.resolve(host.text("vm"), host.text("q")) + "");
          seen.add(queues.register(host.text("q")) + "");
          int id = queues.id();
          seen.add(queues.resolve(host.text("vm"), host.text("q")) + "" + (queues.id() - id));
          queues.enqueue(id, host.text("a"));
          queues.enqueue(id, host.text("b"));
          seen.add(queues.enqueue(99, host.text("c")) + "");
          seen.add(queues.dequeue(id, script.value) + script.text());
          seen.add(queues.dequeue(id, script.value) + script.text());
          seen.add(queues.dequeue(id, script.value) + "");
          seen.add(queues.dequeue(99, script.value) + "");
          return 0;
        });
    int[] ready = {0};
    script.on(
        "queue_ready",
        a -> {
          ready[0] = a[1];
          return 0;
        });
    Worker worker = script.start();
    worker.tick();
    assertThat(seen).containsExactly("1", "0", "00", "1", "0a", "0b", "7", "1");
    worker.queueReady(4);
    assertThat(ready[0]).isEqualTo(4);
  }

  @Test
  void metrics_areSummedAndTyped() {
    Script script = new Script("define_metric", "increment_metric", "record_metric", "get_metric");
    Metrics metrics = script.host.metrics();
    script.on(
        "tick",
        a -> {
          int counter = metrics.define(MetricType.COUNTER, "c");
          int gauge = metrics.define(MetricType.GAUGE, "g");
          metrics.increment(counter, 2);
          metrics.record(gauge, -5);
          return (int) metrics.value(counter);
        });
    Worker worker = script.start();
    assertThat(worker.raw("proxy_on_tick", 1)).isEqualTo(2);
    assertThat(script.proxy.metrics().values()).containsEntry("c", 2L).containsEntry("g", -5L);
    for (Runnable wrong :
        List.<Runnable>of(
            () -> metrics.increment(99, 1),
            () -> metrics.increment(metrics.define(MetricType.COUNTER, "c"), 0),
            () -> metrics.define(MetricType.GAUGE, "c"),
            () -> metrics.define(3, "d"))) {
      assertThatIllegalStateException().isThrownBy(wrong::run);
    }
  }
}
