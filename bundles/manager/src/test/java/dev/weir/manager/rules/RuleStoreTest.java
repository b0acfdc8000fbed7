package dev.weir.manager.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import dev.weir.hook.Outcome;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RuleStoreTest {

  private long now = 1_000;
  private final RuleStore store = new RuleStore(() -> now);

  /** Reads lines {@code id threshold}; a line {@code bad} is an error. */
  private static RuleFormat.Reading lines(List<Document> documents) {
    List<RuleFormat.Sourced> rules = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Document document : documents) {
      document
          .text()
          .lines()
          .forEach(
              line -> {
                if (line.equals("bad")) {
                  problems.add(new Problem(document.name(), 1, 1, "", "bad line"));
                  return;
                }
                int gap = line.indexOf(' ');
                rules.add(
                    new RuleFormat.Sourced(
                        document.name(),
                        FlowRule.perSecond(
                            line.substring(0, gap),
                            "GET:/" + line.substring(0, gap),
                            Double.parseDouble(line.substring(gap)))));
              });
    }
    return new RuleFormat.Reading(rules, problems);
  }

  @BeforeEach
  void sources() {
    store.commit(store.reread(RuleStoreTest::lines));
    store.admit("file", 0);
    store.admit("config", 100);
  }

  private void deliver(String source, Document... documents) {
    store.commit(store.deliver(source, List.of(documents)));
  }

  private List<String> inForce() {
    return store.inForce().rules().rules().stream()
        .map(rule -> rule.id() + "=" + ((FlowRule) rule).threshold())
        .toList();
  }

  @Test
  void goodDelivery_isNumberedAndInForce() {
    deliver("file", new Document("a", "x 1\ny 2"));

    assertThat(inForce()).containsExactly("x=1.0", "y=2.0");
    assertThat(store.inForce().rules().revision()).isEqualTo(1);
  }

  @Test
  void sameDeliveryTwice_keepsTheNumber() {
    deliver("file", new Document("a", "x 1"));
    deliver("file", new Document("a", "x 1"));

    assertThat(store.inForce().rules().revision()).isEqualTo(1);
  }

  @Test
  void documentTurnsBad_itsLastGoodRulesStayAndOthersChange() {
    deliver("file", new Document("a", "x 1"), new Document("b", "y 1"));
    deliver("file", new Document("a", "bad\nz 9"), new Document("b", "y 2"));

    assertThat(inForce()).containsExactly("x=1.0", "y=2.0");
    assertThat(store.problems()).hasSize(1);
    assertThat(store.problems().get(0).problem().toString()).isEqualTo("a:1:1: bad line");
  }

  @Test
  void documentDeleted_itsRulesGo() {
    deliver("file", new Document("a", "x 1"), new Document("b", "y 1"));
    deliver("file", new Document("b", "y 1"));

    assertThat(inForce()).containsExactly("y=1.0");
  }

  @Test
  void sameIdInTwoSources_higherPrecedenceWinsAndReturnsItWhenItGoes() {
    deliver("file", new Document("a", "x 1"));
    deliver("config", new Document("c", "x 5"));
    assertThat(inForce()).containsExactly("x=5.0");

    store.commit(store.withdraw("config"));
    assertThat(inForce()).containsExactly("x=1.0");
  }

  @Test
  void sourceUnreachable_rulesStayAndItIsSaid() {
    deliver("file", new Document("a", "x 1"));
    store.unreachable("file", "permission denied");

    assertThat(inForce()).containsExactly("x=1.0");
    assertThat(store.problems().get(0).problem().message()).contains("permission denied");
  }

  @Test
  void changeRefusedByAPlane_staysOutWithAReason() {
    deliver("file", new Document("a", "x 1"));
    Change change = store.deliver("file", List.of(new Document("a", "x 2")));
    store.reject("file", change, "refused by http: no room");

    assertThat(inForce()).containsExactly("x=1.0");
    assertThat(store.problems().get(0).problem().message())
        .isEqualTo("refused by http: no room; revision 1 stays in force");
  }

  @Test
  void formatGoneAndBack_rulesStayAllTheTime() {
    deliver("file", new Document("a", "x 1"));
    store.commit(store.reread(null));
    assertThat(inForce()).containsExactly("x=1.0");
    assertThat(store.problems()).isNotEmpty();

    store.commit(store.reread(RuleStoreTest::lines));
    assertThat(inForce()).containsExactly("x=1.0");
    assertThat(store.problems()).isEmpty();
  }

  @Test
  void unknownSource_changesNothing() {
    Change change = store.deliver("nobody", List.of(new Document("a", "x 1")));

    assertThat(change.changesRules()).isFalse();
    assertThat(change.merged().rules().rules()).isEqualTo(List.<Rule>of());
  }

  @Test
  void everySourceHasDelivered_setIsComplete() {
    assertThat(store.complete()).isFalse();
    deliver("file");
    assertThat(store.complete()).isFalse();
    deliver("config");
    assertThat(store.complete()).isTrue();
  }

  @Test
  void deliveredBeforeTheFormatCame_isReadThenAndComplete() {
    store.commit(store.reread(null));
    deliver("file", new Document("a", "x 1"));
    deliver("config");
    assertThat(store.complete()).isFalse();

    store.commit(store.reread(RuleStoreTest::lines));
    assertThat(store.complete()).isTrue();
    assertThat(inForce()).containsExactly("x=1.0");
  }

  @Test
  void partOfASourceUnreachable_isToldBesideWhatIsWrongWithTheRest() {
    deliver("file", new Document("a", "bad"));
    store.unreachable("file", "b: permission denied");
    store.unreachable("file", "b: permission denied");
    assertThat(store.problems()).hasSize(2);

    deliver("file", new Document("a", "x 1"));
    assertThat(store.problems()).isEmpty();
  }

  @Test
  void rememberedSource_countsUntilItDelivers() {
    RuleStore next = new RuleStore(() -> now);
    deliver("file", new Document("a", "x 1"), new Document("b", "y 1"));
    deliver("file", new Document("a", "x 2"), new Document("b", "bad"));

    next.commit(next.remember(store.memory()));
    next.commit(next.reread(RuleStoreTest::lines));
    next.admit("file", 0);

    assertThat(next.inForce().rules().rules()).isEqualTo(store.inForce().rules().rules());
    assertThat(next.complete()).isFalse();
    assertThat(next.problems())
        .anyMatch(p -> p.problem().message().contains("has not delivered yet"));
    next.commit(next.deliver("file", List.of(new Document("a", "x 3"))));
    assertThat(next.inForce().rules().rules()).hasSize(1);
    assertThat(next.problems()).isEmpty();
  }

  @Test
  void rememberedSourceThatDoesNotComeBack_isMissing() {
    RuleStore next = new RuleStore(() -> now);
    deliver("file", new Document("a", "x 1"));
    next.commit(next.remember(store.memory()));
    next.admit("file", 0);

    assertThat(next.missing()).containsExactly("config");
  }

  @Test
  void sourceAdmittedAnew_keepsItsRulesUntilItDelivers() {
    deliver("file", new Document("a", "x 1"));

    store.admit("file", 0);
    assertThat(inForce()).containsExactly("x=1.0");
    deliver("file");

    assertThat(inForce()).isEmpty();
  }

  @Test
  void ruleOfAnotherSource_isAnOutcomeThatIsNotEnforced() {
    deliver("file", new Document("a", "x 1"), new Document("b", "bad"));
    deliver("config", new Document("c", "x 2"));

    List<Outcome> outcomes =
        store.outcomes("file", origin -> new Outcome.Enforcement("x", "h", Optional.empty(), ""));

    assertThat(outcomes).extracting(Outcome::document).containsExactly("a", "b");
    assertThat(outcomes.get(0).rules().get(0).hook()).isEmpty();
    assertThat(outcomes.get(0).rules().get(0).reason()).endsWith("that of source config");
    assertThat(outcomes.get(1).problems()).hasSize(1);
  }
}
