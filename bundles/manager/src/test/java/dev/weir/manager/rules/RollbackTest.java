package dev.weir.manager.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import dev.weir.hook.Outcome.Enforcement;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat;
import dev.weir.manager.RevisionView;
import dev.weir.manager.RulesView;
import dev.weir.manager.RulesView.State;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a set, the sets before it, and the return to one of them. */
final class RollbackTest {

  private long now = 1_000;
  private final RuleStore store = new RuleStore(() -> now);

  /** A document's text is the threshold of the rule that has its name; {@code bad} is an error. */
  private static RuleFormat.Reading thresholds(List<Document> documents) {
    return new RuleFormat.Reading(
        documents.stream()
            .filter(document -> !document.text().equals("bad"))
            .map(
                document ->
                    new RuleFormat.Sourced(
                        document.name(),
                        FlowRule.perSecond(
                            document.name(), "r", Double.parseDouble(document.text()))))
            .toList(),
        documents.stream()
            .filter(document -> document.text().equals("bad"))
            .map(document -> new Problem(document.name(), 1, 1, "", "bad"))
            .toList());
  }

  @BeforeEach
  void sources() {
    store.commit(store.reread(RollbackTest::thresholds));
    store.admit("file", 0);
  }

  private void deliver(String... namesAndTexts) {
    now += 1_000;
    List<Document> documents = new java.util.ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      documents.add(new Document(namesAndTexts[i], namesAndTexts[i + 1]));
    }
    store.commit(store.deliver("file", documents));
  }

  private static List<String> inForce(RuleStore store) {
    return store.inForce().rules().rules().stream()
        .map(rule -> rule.id() + "=" + (int) ((FlowRule) rule).threshold())
        .toList();
  }

  private RulesView.Origin told(int index) {
    return store.standing().origin(store.inForce().origins().get(index));
  }

  @Test
  void ruleThatStays_keepsItsRevisionAndAge() {
    deliver("a", "1", "b", "1");
    deliver("a", "1", "b", "2");

    assertThat(told(0)).isEqualTo(new RulesView.Origin("file", "a", 1, 2_000, State.CURRENT));
    assertThat(told(1)).isEqualTo(new RulesView.Origin("file", "b", 2, 3_000, State.CURRENT));
  }

  @Test
  void stateOfARule_followsItsDocumentAndItsSource() {
    deliver("a", "1", "b", "1");
    deliver("a", "bad", "b", "1");
    assertThat(List.of(told(0).state(), told(1).state()))
        .containsExactly(State.LAST_GOOD, State.CURRENT);

    store.unreachable("file", "permission denied");
    assertThat(told(1).state()).isEqualTo(State.STALE);

    store.admit("file", 0);
    assertThat(told(1).state()).isEqualTo(State.AWAITED);
  }

  @Test
  void earlierSets_areKeptWithTheirRulesNewestFirst() {
    deliver("a", "1");
    deliver("a", "2");
    deliver("a", "2"); // no change, no set

    List<RevisionView> revisions = store.standing().revisions();
    assertThat(revisions).extracting(RevisionView::revision).containsExactly(2L, 1L);
    assertThat(revisions).extracting(RevisionView::since).containsExactly(3_000L, 2_000L);
    assertThat(revisions).extracting(RevisionView::cause).containsOnly("file");
    assertThat(((FlowRule) revisions.get(1).rules().get(0).rule()).threshold()).isEqualTo(1);
  }

  @Test
  void setsBeyondTheFiftieth_areLetGo() {
    for (int i = 1; i <= 60; i++) {
      deliver("a", Integer.toString(i));
    }

    assertThat(store.standing().revisions()).hasSize(50);
    assertThat(store.rollback(10)).isEmpty();
    assertThat(store.rollback(11)).isPresent();
  }

  @Test
  void setsWithLargeTexts_areFewer() {
    String space = " ".repeat(4_000_000);
    for (int i = 1; i <= 20; i++) {
      deliver("a", i + space);
    }

    assertThat(store.standing().revisions())
        .hasSize((int) (History.MAX_CHARACTERS / (space.length() + 2)));
  }

  @Test
  void rolledBack_holdsWhileSourcesGoOnAndWhatTheyBringWaits() {
    deliver("a", "1");
    deliver("a", "2");
    store.commit(store.rollback(1).orElseThrow());
    assertThat(inForce(store)).containsExactly("a=1");
    assertThat(store.inForce().rules().revision()).isEqualTo(3);

    deliver("a", "5");
    assertThat(inForce(store)).containsExactly("a=1");
    assertThat(told(0).state()).isEqualTo(State.PINNED);
    assertThat(store.standing().pin()).contains(new RulesView.Pin(1, 3_000, true));

    store.commit(store.release().orElseThrow());
    assertThat(inForce(store)).containsExactly("a=5");
    assertThat(store.standing().pin()).isEmpty();
  }

  @Test
  void releasedWithoutNews_isTheSetOfTheSources() {
    deliver("a", "1");
    store.commit(store.rollback(1).orElseThrow());
    assertThat(store.standing().pin()).contains(new RulesView.Pin(1, 2_000, false));

    store.commit(store.release().orElseThrow());
    assertThat(store.inForce().rules().revision()).isEqualTo(1);
    assertThat(store.release()).isEmpty();
  }

  @Test
  void rolledBack_sourceThatLeavesTakesNothingWithIt() {
    deliver("a", "1");
    store.commit(store.rollback(1).orElseThrow());
    store.commit(store.withdraw("file"));
    assertThat(inForce(store)).containsExactly("a=1");

    store.commit(store.release().orElseThrow());
    assertThat(inForce(store)).isEmpty();
  }

  @Test
  void rolledBack_sourcesAreToldThatTheirRulesAreHeldBack() {
    deliver("a", "1", "b", "1");
    deliver("a", "1", "b", "2");
    store.commit(store.rollback(1).orElseThrow());

    List<Enforcement> rules =
        store
            .outcomes(
                "file", origin -> new Enforcement(origin.rule().id(), "h", Optional.empty(), ""))
            .stream()
            .flatMap(outcome -> outcome.rules().stream())
            .toList();

    assertThat(rules.get(0).hook()).isEqualTo("h");
    assertThat(rules.get(1).hook()).isEmpty();
    assertThat(rules.get(1).reason()).startsWith("held back: revision 1 was rolled back to");
  }

  @Test
  void rolledBackBeforeARestart_holdsAfterIt() {
    deliver("a", "1");
    deliver("a", "2");
    store.commit(store.rollback(1).orElseThrow());

    RuleStore next = new RuleStore(() -> now);
    next.commit(next.remember(store.memory()));
    assertThat(next.complete()).isFalse();
    next.commit(next.reread(RollbackTest::thresholds));
    next.admit("file", 0);
    assertThat(inForce(next)).containsExactly("a=1");
    assertThat(next.complete()).isTrue();

    next.commit(next.deliver("file", List.of(new Document("a", "3"))));
    assertThat(inForce(next)).containsExactly("a=1");
    next.commit(next.release().orElseThrow());
    assertThat(inForce(next)).containsExactly("a=3");
  }

  @Test
  void rollbackThatAPlaneRefuses_changesNothing() {
    deliver("a", "1");
    deliver("a", "2");
    Change change = store.rollback(1).orElseThrow();
    store.reject("", change, "refused by http: no room");

    assertThat(inForce(store)).containsExactly("a=2");
    assertThat(store.standing().pin()).isEmpty();
  }

  @Test
  void setsOfTheRunBefore_areToldAndGoneBackTo() {
    deliver("a", "1");
    deliver("a", "2", "b", "1");
    Memory last = store.memory();

    RuleStore next = new RuleStore(() -> 9_000);
    next.commit(next.remember(last));
    next.commit(next.reread(RollbackTest::thresholds));

    List<RevisionView> told = next.standing().revisions();
    assertThat(told).extracting(RevisionView::revision).containsExactly(3L, 2L, 1L);
    assertThat(told).extracting(RevisionView::since).containsExactly(9_000L, 3_000L, 2_000L);
    assertThat(told).extracting(RevisionView::cause).containsExactly("rule format", "file", "file");
    assertThat(told.get(1).rules()).hasSize(2);
    assertThat(told.get(2).rules().get(0).revision()).isEqualTo(1);
    assertThat(inForce(next)).containsExactly("a=2", "b=1");

    next.commit(next.rollback(1).orElseThrow());
    assertThat(inForce(next)).containsExactly("a=1");
    assertThat(next.inForce().rules().revision()).isEqualTo(4);
  }

  @Test
  void setsOfManyRuns_areFiftyAtMost() {
    for (int run = 1; run <= 3; run++) {
      for (int i = 1; i <= 30; i++) {
        deliver("a", Integer.toString(100 * run + i));
      }
    }
    Memory last = store.memory();
    assertThat(last.past()).hasSize(History.MAX_SETS);

    RuleStore next = new RuleStore(() -> 9_000);
    next.commit(next.remember(last));
    next.commit(next.reread(RollbackTest::thresholds));

    assertThat(next.standing().revisions()).hasSize(History.MAX_SETS);
    assertThat(next.rollback(41)).isEmpty();
    assertThat(next.rollback(42)).isPresent();
  }

  @Test
  void moreRulesOfAllSourcesThanAreEnforced_areRefusedAndSaid() {
    store.admit("etcd", 10);
    deliver("a", "1");
    List<Document> documents = new java.util.ArrayList<>();
    for (int i = 0; i < RuleSet.MAX_RULES; i++) {
      documents.add(new Document("many-" + i, "1"));
    }
    Change change = store.deliver("etcd", documents);
    assertThat(store.refusal(change))
        .isEqualTo(
            "all sources together have 10001 rules, and at most 10000 are enforced:"
                + " take some away");
    store.reject("etcd", change, store.refusal(change));
    assertThat(inForce(store)).containsExactly("a=1");
    assertThat(store.problems())
        .anySatisfy(problem -> assertThat(problem.problem().message()).contains("take some away"));
    assertThat(store.refusal(store.deliver("etcd", documents.subList(1, documents.size()))))
        .isEmpty();
  }
}
