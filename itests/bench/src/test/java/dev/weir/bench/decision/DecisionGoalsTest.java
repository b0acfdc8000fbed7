package dev.weir.bench.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionGoalsTest {

  private static Row judged(Row weir, Row... others) {
    List<Row> rows = new ArrayList<>(List.of(others));
    rows.add(weir);
    List<Row> judged = DecisionGoals.judge(rows);
    return judged.get(judged.size() - 1);
  }

  private static Row ns(String scenario, String subject, double value) {
    return Row.of("decision", scenario, subject, "ns", value);
  }

  @Test
  void eightTimesFasterOnPass_isReached() {
    Row weir = judged(ns("flow pass", "weir", 100), ns("flow pass", "sentinel", 800));
    assertThat(weir.goal()).isEqualTo("sentinel/weir >= 8");
    assertThat(weir.ok()).isTrue();
  }

  @Test
  void seventeenTimesFasterOnBlock_isMissed() {
    Row weir = judged(ns("flow block", "weir", 100), ns("flow block", "sentinel", 1_700));
    assertThat(weir.ok()).isFalse();
  }

  @Test
  void sentinelOfAnotherCase_doesNotCount() {
    Row weir =
        judged(
            ns("flow pass, 2 threads", "weir", 100),
            ns("flow pass", "sentinel", 8_000),
            ns("flow pass, 2 threads", "sentinel", 700));
    assertThat(weir.ok()).isFalse();
  }

  @Test
  void sentinelNotMeasured_isMissed() {
    assertThat(judged(ns("flow pass", "weir", 100)).ok()).isFalse();
  }

  @Test
  void aByteSomewhere_isMissed() {
    assertThat(judged(Row.of("decision", "flow pass", "weir", "B", 16)).ok()).isFalse();
    assertThat(judged(Row.of("decision", "flow pass", "weir", "B", 0.003)).ok()).isTrue();
  }

  @Test
  void aByteInWasm_isMissedToo() {
    assertThat(judged(Row.of("decision", "breaker", Places.NODE, "B", 16)).ok()).isFalse();
  }

  @Test
  void twoThreadsOnOneResource_needMoreThroughputThanOne() {
    Row two = judged(ns("one resource, 2 threads", "weir", 150), ns("one resource", "weir", 100));
    assertThat(two.goal()).isEqualTo("throughput x 1.3");
    assertThat(two.ok()).as("2 * 100 / 150 = 1.33").isTrue();
    assertThat(
            judged(
                    ns("a resource each, 2 threads", "weir", 120),
                    ns("a resource each", "weir", 100))
                .ok())
        .as("2 * 100 / 120 = 1.67")
        .isFalse();
  }

  @Test
  void manyResources_areJudgedByOne() {
    Row one = ns("one resource", "weir", 100);
    assertThat(judged(ns("100,000 resources", "weir", 121), one).ok()).isFalse();
    assertThat(judged(ns("100,000 resources", "weir", 119), one).ok()).isTrue();
  }

  @Test
  void manyResourcesOfTwoThreads_areJudgedByOneForEach() {
    Row meeting = ns("one resource, 2 threads", "weir", 50);
    Row each = ns("a resource each, 2 threads", "weir", 100);
    Row many = ns("100,000 resources, 2 threads", "weir", 119);
    assertThat(judged(many, meeting, each).ok()).isTrue();
    assertThat(judged(ns("100,000 resources, 2 threads", "weir", 121), each).ok()).isFalse();
  }

  @Test
  void loadOfAHundredMilliseconds_isMissed() {
    assertThat(judged(Row.of("decision", Loading.FRESH, "weir", "ms", 100)).ok()).isFalse();
    assertThat(judged(Row.of("decision", Loading.FRESH, "weir", "ms", 99)).ok()).isTrue();
  }

  @Test
  void decisionsDuringLoads_areJudgedByAThreadThatAllocates() {
    Row weir = Row.of("decision", LoadPause.USUAL, "weir", "us", 20);
    Row control = Row.of("decision", LoadPause.USUAL, Beside.ALLOCATING.subject(), "us", 10);
    Row slower = Row.of("decision", LoadPause.USUAL, "weir", "us", 21);
    assertThat(judged(weir, control).ok()).isTrue();
    assertThat(judged(slower, control).ok()).isFalse();
    assertThat(judged(weir).ok()).isFalse();
  }

  @Test
  void worstGap_isTheCollectors_andHasNoGoal() {
    assertThat(judged(Row.of("decision", LoadPause.WORST, "weir", "us", 1e6)).goal()).isNull();
  }

  @Test
  void waiting_isOnlyJudgedByItsBytes() {
    assertThat(judged(ns("flow wait", "weir", 100)).goal()).isNull();
  }

  @Test
  void peers_haveNoGoal() {
    List<Row> rows = DecisionGoals.judge(List.of(ns("flow pass", "guava", 40)));
    assertThat(rows.get(0).goal()).isNull();
  }
}
