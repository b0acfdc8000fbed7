package dev.weir.manager.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.HookException;
import dev.weir.hook.Plane;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import dev.weir.manager.ExplainView;
import dev.weir.manager.ExplainView.Judgement;
import dev.weir.manager.FakeHook;
import dev.weir.manager.RulesView;
import dev.weir.manager.hooks.HookRoster;
import dev.weir.manager.hooks.Offer;
import dev.weir.manager.signals.RuleTallies;
import dev.weir.manager.signals.SignalBoard;
import dev.weir.manager.steer.Steering;
import dev.weir.rule.FlowRule;
import dev.weir.rule.TrafficRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExplanationTest {

  private static final long T0 = 2_000_000_000_000L;
  private static final RulesView RULES =
      new RulesView(
          1,
          List.of(
              new RulesView.Placed(
                  FlowRule.perSecond("orders", "GET:/orders", 10),
                  new RulesView.Origin("file", "a.yaml", 1, T0, RulesView.State.CURRENT),
                  "http",
                  "")),
          List.of(),
          Optional.empty());

  private final HookRoster roster = new HookRoster();
  private final SignalBoard board = new SignalBoard();
  private final Explanation explanation =
      new Explanation(roster, board, new RuleTallies(), new Steering());
  private long passes;

  private final SignalSource source =
      new SignalSource() {
        @Override
        public String origin() {
          return "prometheus";
        }

        @Override
        public int rank() {
          return 30;
        }

        @Override
        public void read(SignalReader reader) {
          reader.total("GET:/orders", SignalEvent.PASS, passes);
        }
      };

  @BeforeEach
  void attach() {
    List<String> journal = new ArrayList<>();
    roster.offer(new Offer(new FakeHook("http", "1", Plane.PROXY, FlowRule.class, journal), 1), T0);
    roster.offer(
        new Offer(new FakeHook("tc", "1", Plane.KERNEL, TrafficRule.class, journal), 2), T0);
  }

  private ExplainView explain() {
    return explanation.of("orders", RULES, T0 + 100).orElseThrow();
  }

  @Test
  void everyHook_isAskedCheapestFirst() {
    assertThat(explain().judgements())
        .containsExactly(
            new Judgement("tc", Plane.KERNEL, false, "takes TrafficRule only"),
            new Judgement("http", Plane.PROXY, true, ""));
  }

  @Test
  void detachedHook_isNotAble() throws HookException {
    roster.detach("http", T0);

    assertThat(explain().judgements().get(1).able()).isFalse();
    assertThat(explain().judgements().get(1).note()).startsWith("not attached: detached by");
  }

  @Test
  void whatTheResourceSaw_isOfTheLastMinute() {
    board.poll(List.of(source), T0);
    passes = 12;
    board.poll(List.of(source), T0 + 100);

    assertThat(explain().lastMinute()).containsEntry("pass", 12L);
    assertThat(explain().origin()).isEqualTo("prometheus");
  }

  @Test
  void ruleThatIsNotInForce_hasNoExplanation() {
    assertThat(explanation.of("other", RULES, T0)).isEmpty();
  }
}
