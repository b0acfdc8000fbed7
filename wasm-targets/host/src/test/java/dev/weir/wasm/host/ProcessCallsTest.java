package dev.weir.wasm.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.type.LogLevel;
import dev.weir.wasm.sdk.type.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Log, time, ticks, properties, contexts, foreign functions: through the SDK. */
final class ProcessCallsTest {

  @Test
  void log_isCutAtFourKilobytes() {
    Script script = new Script("log");
    script.host.log(LogLevel.WARN, "é".repeat(5000));
    assertThat(script.proxy.log().get(0)).hasSize(1365);
  }

  @Test
  void logLevel_isTheProxys() {
    Script script = new Script("get_log_level");
    int[] level = {-1};
    script.on(
        "tick",
        a -> {
          level[0] = script.host.logLevel();
          return 0;
        });
    script.proxy.setLogLevel(LogLevel.ERROR);
    script.start().tick();
    assertThat(level[0]).isEqualTo(LogLevel.ERROR);
  }

  @Test
  void nanos_areTheProxysClock() {
    Script script = new Script("get_current_time_nanoseconds");
    long[] nanos = {0};
    script.on(
        "tick",
        a -> {
          nanos[0] = script.host.nanos();
          return 0;
        });
    script.proxy.setMillis(1234);
    script.start().tick();
    assertThat(nanos[0]).isEqualTo(1_234_000_000L);
  }

  @Test
  void ticks_areAskedFor() {
    Script script = new Script("set_tick_period_milliseconds");
    script.on("configure", a -> script.host.tickEvery(20) == Status.OK ? 1 : 0);
    Worker worker = script.start();
    assertThat(worker.configure("")).isTrue();
    assertThat(worker.host().tickPeriod()).isEqualTo(20);
  }

  @Test
  void property_isReadBySegmentsAndSetUnderWasm() {
    Script script = new Script("get_property", "set_property");
    Host host = script.host;
    List<String> seen = new ArrayList<>();
    script.on(
        "request_headers",
        a -> {
          seen.add(host.property(host.text("source\0address"), script.value) + script.text());
          seen.add("" + host.property(host.text("no\0such"), script.value) + script.value.length());
          host.setProperty(host.text("mine"), host.text("7"));
          seen.add(host.property(host.text("wasm\0mine"), script.value) + script.text());
          return 0;
        });
    script.start().openFrom("192.0.2.1:80", Request.of("GET", "/"));
    assertThat(seen).containsExactly("0192.0.2.1:80", "10", "07");
  }

  @Test
  void contextThatIsHeldBack_goesWhenTheFilterSaysSo() {
    Script script = new Script("done", "set_effective_context");
    int[] stream = {0};
    List<Integer> seen = new ArrayList<>();
    script.on("done", a -> 0);
    script.on(
        "tick",
        a -> {
          seen.add(script.host.effectiveContext(99));
          seen.add(script.host.effectiveContext(stream[0]));
          seen.add(script.host.done());
          seen.add(script.host.done());
          return 0;
        });
    Worker worker = script.start();
    Exchange exchange = worker.open(Request.of("GET", "/"), true);
    stream[0] = exchange.stream();
    exchange.finish();
    assertThat(exchange.heldBack()).isTrue();
    worker.tick();
    assertThat(seen).containsExactly(Status.BAD_ARGUMENT, Status.OK, Status.OK, Status.NOT_FOUND);
    assertThat(exchange.heldBack()).isFalse();
  }

  @Test
  void foreignFunction_takesAndReturnsBytes() {
    Script script = new Script("call_foreign_function");
    Host host = script.host;
    script.proxy.foreign("twice", bytes -> new byte[] {bytes[0], bytes[0]});
    List<String> seen = new ArrayList<>();
    script.on(
        "tick",
        a -> {
          seen.add(host.foreign(host.text("twice"), host.text("x"), script.value) + script.text());
          seen.add("" + host.foreign(host.text("none"), host.text("x"), script.value));
          return 0;
        });
    script.start().tick();
    assertThat(seen).containsExactly("0xx", "" + Status.NOT_FOUND);
  }
}
