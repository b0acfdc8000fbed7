package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.scenario.Call;
import dev.weir.engine.scenario.Scenario;
import dev.weir.engine.scenario.Scenario.Step;
import dev.weir.engine.scenario.Scenarios;
import dev.weir.hook.Ability;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.ParamValue;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.limits.hook.LeanRules;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine's scenario tables of every kind through the module, over two workers in turn but for
 * hotspot rules. A table is run if requests can say what it says: no batches, no signals of the
 * host, values that are texts, waits of whole milliseconds, rules that the hook takes; and a rule
 * from the start, since a filter knows no streams from before the first. What only an engine can be
 * asked is left out.
 */
final class KindScenarioTest {

  private static final List<String> FILES =
      List.of(
          "flow-intervals",
          "flow-sliding",
          "flow-warm-up",
          "flow-pace",
          "patterns",
          "isolation",
          "hotspot-reject",
          "hotspot-pace",
          "hotspot-concurrency",
          "breaker-strategies",
          "breaker-window",
          "breaker-recovery",
          "shadow",
          "system",
          "order");

  /** What the filters ask of the engine beyond Sentinel's, in the words of the tables. */
  private static final Set<String> ASKED = Set.of("abandonedProbesRetry");

  /** The table that says what the engine does where that is not asked. */
  private static final String NOT_ASKED =
      "a probe that never ends leaves everybody blocked, as in Sentinel";

  static Stream<Scenario> scenarios() {
    return FILES.stream()
        .flatMap(file -> Scenarios.of(file).stream())
        .filter(KindScenarioTest::canBeSaid)
        .map(KindScenarioTest::withoutQuestions);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void scenarioInWasm_holds(Scenario scenario) {
    MockProxy proxy = new MockProxy();
    boolean alone = scenario.rules().rules().stream().anyMatch(HotspotRule.class::isInstance);
    scenario.run(
        new KindSubject(
            proxy,
            alone
                ? List.of(Module.start(proxy))
                : List.of(Module.start(proxy), Module.start(proxy))));
  }

  static Stream<Scenario> leanScenarios() {
    return scenarios().filter(KindScenarioTest::leanSuffices);
  }

  /** What one build has counted the other goes on with. */
  @ParameterizedTest
  @MethodSource("leanScenarios")
  void scenarioInTheLeanBuildAndTheWholeInTurn_holds(Scenario scenario) {
    MockProxy proxy = new MockProxy();
    scenario.run(new KindSubject(proxy, List.of(Module.startLean(proxy), Module.start(proxy))));
  }

  @Test
  void mostTables_canBeSaid() {
    assertThat(scenarios().count()).isGreaterThan(60);
    assertThat(leanScenarios().count()).isGreaterThan(15);
  }

  private static boolean leanSuffices(Scenario scenario) {
    return loads(scenario).allMatch(LeanRules::suffice);
  }

  private static Stream<RuleSet> loads(Scenario scenario) {
    return Stream.concat(
        Stream.of(scenario.rules()),
        scenario.steps().stream()
            .filter(Step.Load.class::isInstance)
            .map(step -> ((Step.Load) step).rules()));
  }

  /** A filter has its options, and answers no questions. */
  private static Scenario withoutQuestions(Scenario scenario) {
    return new Scenario(
        scenario.name(),
        List.of(),
        scenario.rules(),
        scenario.steps().stream().filter(step -> !(step instanceof Step.Ask)).toList());
  }

  private static boolean canBeSaid(Scenario scenario) {
    return ASKED.containsAll(scenario.options())
        && !scenario.name().equals(NOT_ASKED)
        && !scenario.rules().rules().isEmpty()
        && canBeSaid(scenario.rules())
        && scenario.steps().stream().allMatch(KindScenarioTest::canBeSaid)
        && (!isOfTheSystem(scenario)
            || scenario.steps().stream().allMatch(KindScenarioTest::isInbound));
  }

  private static boolean isOfTheSystem(Scenario scenario) {
    return loads(scenario)
        .flatMap(rules -> rules.rules().stream())
        .anyMatch(SystemRule.class::isInstance);
  }

  /** To a proxy every call is. */
  private static boolean isInbound(Step step) {
    return !(step instanceof Step.Calls calls) || calls.call().inbound();
  }

  private static boolean canBeSaid(Step step) {
    if (step instanceof Step.Load load) {
      return canBeSaid(load.rules());
    }
    if (step instanceof Step.Calls calls) {
      boolean whole = !calls.outcome().startsWith("wait:") || calls.outcome().endsWith(".0");
      return whole && canBeSaid(calls.call());
    }
    return !(step instanceof Step.Signal);
  }

  private static boolean canBeSaid(Call call) {
    return call.batch() == 1
        && call.resource().indexOf(":/") > 0
        && call.arguments().attachments().isEmpty()
        && call.arguments().args().stream().allMatch(ParamValue.OfString.class::isInstance);
  }

  private static boolean canBeSaid(RuleSet rules) {
    for (Rule rule : rules.rules()) {
      boolean last = rule instanceof HotspotRule hotspot && hotspot.param().index() < 0;
      if (last || !(KindSubject.JUDGE.of(KindSubject.asRequests(rule)) instanceof Ability.Able)) {
        return false;
      }
    }
    return true;
  }
}
