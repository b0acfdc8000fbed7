package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.Answer;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The filter's own part, on the JVM. */
final class FlowFilterTest {

  private static final Request ORDERS = Request.of("GET", "/orders");

  private final MockProxy proxy = new MockProxy();
  private final Worker vm = JvmVm.start(proxy);

  private void configure(String... rules) {
    assertThat(vm.configure(Configurations.of(rules))).as("%s", proxy.log()).isTrue();
  }

  @Test
  void noConfiguration_passesWithoutACall() {
    assertThat(vm.request(ORDERS).passed()).isTrue();
    assertThat(vm.calls()).isZero();
  }

  @Test
  void ruleWithoutFallback_answersAsSentinelDoes() {
    configure(Configurations.rule("a", "GET:/orders", "0", 1000));
    assertThat(vm.request(ORDERS))
        .isEqualTo(
            new Answer(
                false, 429, List.of(), "Blocked by Sentinel: FlowException\n", "weir_flow_limit"));
  }

  @Test
  void ruleWithFallback_answersWithIt() {
    String fallback =
        ",\"fallback\":{\"status\":503,\"headers\":[{\"key\":\"X-Limit\",\"value\":\"föo\"},"
            + "{\"key\":\"retry-after\",\"value\":\"1\"}],\"body\":\"{\\\"é\\\":\\\"\\u20ac\\\"}\"}";
    configure(Configurations.rule("a", "GET:/orders", "0", 1000, fallback));
    assertThat(vm.request(ORDERS))
        .isEqualTo(
            new Answer(
                false,
                503,
                List.of("X-Limit: föo", "retry-after: 1"),
                "{\"é\":\"€\"}",
                "weir_flow_limit"));
  }

  @Test
  void twoRulesOfAResource_theOneWithoutRoomAnswers() {
    configure(
        Configurations.rule("a", "GET:/orders", "9", 1000, ",\"fallback\":{\"status\":501}"),
        Configurations.rule("b", "GET:/orders", "0", 5000, ",\"fallback\":{\"status\":502}"));
    assertThat(vm.request(ORDERS).status()).isEqualTo(502);
  }

  @Test
  void metricNames_escapeWhatIsNoLetterOrDigit() {
    configure(Configurations.rule("a", "GET:/é_/x", "5", 1000));
    assertThat(proxy.metrics().values()).isEmpty();
    assertThat(vm.request(Request.of("GET", "/é_/x")).passed()).isTrue();
    assertThat(proxy.metrics().values())
        .containsOnlyKeys("weir.GET_3a_2f_c3_a9_5f_2fx.pass", "weir.GET_3a_2f_c3_a9_5f_2fx.block");
  }

  @Test
  void newWindowShape_countsAnewUnderAnotherKey() {
    configure(Configurations.rule("a", "GET:/orders", "1", 1000));
    assertThat(vm.request(ORDERS).passed()).isTrue();
    configure(Configurations.rule("a", "GET:/orders", "1", 2000));
    assertThat(vm.request(ORDERS).passed()).isTrue();
    assertThat(proxy.sharedData().entries())
        .containsOnlyKeys("weir.http/2:3/GET:/orders", "weir.http/4:5/GET:/orders");
  }

  @Test
  void reconfiguredOften_oldAnswersAreNotMixedWithNew() {
    for (int i = 0; i < 50; i++) {
      String body = "x".repeat(60_000) + i;
      configure(
          Configurations.rule(
              "a",
              "GET:/orders",
              "0",
              1000,
              ",\"fallback\":{\"status\":429,\"body\":\"" + body + "\"}"));
      assertThat(vm.request(ORDERS).body()).isEqualTo(body);
    }
  }

  @Test
  void refusedHalfWay_oldRulesAreUntouched() {
    configure(Configurations.rule("a", "GET:/orders", "0", 1000));
    String tooMany = Configurations.rule("r0", "GET:/new", "1", 1000);
    String[] rules = new String[64 + 1];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = tooMany.replace("r0", "r" + i);
    }
    assertThat(vm.configure(Configurations.of(rules))).isFalse();
    assertThat(proxy.log().get(proxy.log().size() - 1)).contains("'GET:/new' has more than 64");
    assertThat(vm.request(ORDERS).status()).isEqualTo(429);
  }

  @Test
  void mostRules_areTaken() {
    String[] rules = new String[10_000];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = Configurations.rule("r" + i, "GET:/r/" + i, i % 2 == 0 ? "0" : "9", 1000);
    }
    configure(rules);
    for (int i = 0; i < rules.length; i += 501) {
      assertThat(vm.request(Request.of("GET", "/r/" + i)).passed()).isEqualTo(i % 2 != 0);
    }
  }
}
