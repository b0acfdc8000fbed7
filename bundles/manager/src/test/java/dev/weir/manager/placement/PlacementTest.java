package dev.weir.manager.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Ability;
import dev.weir.hook.Plane;
import dev.weir.manager.placement.Placement.Candidate;
import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlacementTest {

  private static final FlowRule ORDERS = FlowRule.perSecond("a", "GET:/orders", 10);
  private static final RuleSet SET = new RuleSet(7, List.of(ORDERS));

  private static Candidate able(String name, Plane plane) {
    return new Candidate(name, plane, rule -> Ability.yes());
  }

  private static Candidate unable(String name, Plane plane, String reason) {
    return new Candidate(name, plane, rule -> Ability.no(reason));
  }

  @Test
  void twoHooksAble_cheapestPlaneEnforces() {
    Placement placement =
        Placement.of(SET, List.of(able("http", Plane.PROXY), able("tc", Plane.KERNEL)));

    assertThat(placement.decisions()).extracting(Placement.Decision::hook).containsExactly("tc");
    assertThat(placement.slice("tc").rules()).containsExactly(ORDERS);
    assertThat(placement.slice("http").rules()).isEmpty();
    assertThat(placement.slice("tc").revision()).isEqualTo(7);
  }

  @Test
  void noHookAble_everyReasonIsGiven() {
    Placement placement =
        Placement.of(
            SET,
            List.of(
                unable("http", Plane.PROXY, "takes no ports"),
                unable("xdp", Plane.DRIVER, "counts only")));

    assertThat(placement.decisions().get(0).hook()).isEmpty();
    assertThat(placement.decisions().get(0).reason())
        .isEqualTo("xdp: counts only; http: takes no ports");
  }

  @Test
  void pattern_goesToAllHooksThatCan_sinceEachSeesNamesOfItsOwn() {
    IsolationRule pattern = new IsolationRule("p", "^GET:/items/", true, 5, Policy.DEFAULT);
    Placement placement =
        Placement.of(
            new RuleSet(7, List.of(pattern)),
            List.of(
                able("grpc", Plane.PROXY),
                able("http", Plane.PROXY),
                unable("tc", Plane.KERNEL, "takes no patterns")));

    assertThat(placement.slice("grpc").rules()).containsExactly(pattern);
    assertThat(placement.slice("http").rules()).containsExactly(pattern);
    assertThat(placement.slice("tc").rules()).isEmpty();
    assertThat(placement.decisions().get(0).reason()).isEqualTo("also http");
  }

  @Test
  void systemRule_goesToAllHooksThatCan() {
    SystemRule rule =
        new SystemRule(
            "s",
            SystemRule.MetricType.CONCURRENCY,
            5,
            SystemRule.Strategy.NO_ADAPTIVE,
            Policy.DEFAULT);
    Placement placement =
        Placement.of(
            new RuleSet(8, List.of(rule, ORDERS)),
            List.of(
                able("http", Plane.PROXY),
                unable("tcp", Plane.PROXY, "no"),
                able("grpc", Plane.PROXY),
                new Candidate(
                    "tc",
                    Plane.KERNEL,
                    asked -> asked == rule ? Ability.yes() : Ability.no("no port"))));

    assertThat(placement.slice("grpc").rules()).containsExactly(rule, ORDERS);
    assertThat(placement.slice("http").rules()).containsExactly(rule);
    assertThat(placement.slice("tc").rules()).containsExactly(rule);
    assertThat(placement.slice("tcp").rules()).isEmpty();
    assertThat(placement.decisions().get(0).hook()).isEqualTo("tc");
    assertThat(placement.decisions().get(0).reason()).isEqualTo("also grpc, http");
  }

  @Test
  void noHookInstalled_isSaid() {
    assertThat(Placement.of(SET, List.of()).decisions().get(0).reason())
        .isEqualTo("no hook is installed");
  }
}
