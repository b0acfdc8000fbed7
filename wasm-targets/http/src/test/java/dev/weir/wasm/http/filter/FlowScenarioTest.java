package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.scenario.Scenario;
import dev.weir.engine.scenario.Scenarios;
import dev.weir.engine.scenario.Subject;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.host.Answer;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenario tables, on the filter's classes and on the module. */
final class FlowScenarioTest {

  static List<Scenario> scenarios() {
    return Scenarios.flow();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void scenarioOnTheJvm_holds(Scenario scenario) {
    MockProxy proxy = new MockProxy();
    scenario.run(new FilterSubject(proxy, JvmVm.start(proxy)));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void scenarioInWasm_holds(Scenario scenario) {
    MockProxy proxy = new MockProxy();
    scenario.run(new FilterSubject(proxy, Module.start(proxy)));
  }

  /** A worker whose rules answer with a header that carries their id. */
  private record FilterSubject(MockProxy proxy, Worker worker) implements Subject {

    @Override
    public void load(RuleSet rules) {
      List<String> texts = new ArrayList<>();
      for (Rule rule : rules.rules()) {
        FlowRule flow = (FlowRule) rule;
        texts.add(
            Configurations.rule(
                flow.id(),
                flow.resource(),
                Double.toString(flow.threshold()),
                flow.statIntervalInMs(),
                ",\"fallback\":{\"status\":429,\"body\":\"" + flow.id() + "\"}"));
      }
      assertThat(worker.configure(Configurations.of(texts.toArray(new String[0])))).isTrue();
    }

    @Override
    public void setMillis(long millis) {
      proxy.setMillis(millis);
    }

    @Override
    public String enter(String resource) {
      int colon = resource.indexOf(':');
      Answer answer =
          worker.request(
              Request.of(resource.substring(0, colon), resource.substring(colon + 1) + "?q=1"));
      return answer.passed() ? "" : answer.body();
    }
  }
}
