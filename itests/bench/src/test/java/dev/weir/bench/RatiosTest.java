package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {

  @Test
  void peer_isShownAsATimesOfWeirAndAfterIt() {
    String table =
        Ratios.table(
            List.of(
                Row.of("b", "pass", "peer", "ns", 500),
                Row.of("b", "pass", "weir", "ns", 50).withGoal("peer/weir >= 8", true)));
    List<String> lines = table.lines().toList();
    assertThat(lines.get(1)).contains("weir", "50.0", "1.00").endsWith("peer/weir >= 8  ok");
    assertThat(lines.get(2)).contains("peer", "500.0", "10.00");
  }

  @Test
  void missedGoal_isShoutedOut() {
    String table =
        Ratios.table(List.of(Row.of("b", "pass", "weir", "ns", 50).withGoal("g", false)));
    assertThat(table).contains("MISSED");
  }

  @Test
  void weirOfZero_givesNoRatio() {
    String table =
        Ratios.table(
            List.of(Row.of("b", "pass", "weir", "B", 0.001), Row.of("b", "pass", "peer", "B", 40)));
    assertThat(table.lines().toList().get(2)).contains("40.0").doesNotContain("40000");
  }

  @Test
  void unitsOfOneCase_areNotMixed() {
    String table =
        Ratios.table(
            List.of(
                Row.of("b", "pass", "weir", "ns", 50),
                Row.of("b", "pass", "weir", "B", 1),
                Row.of("b", "pass", "peer", "B", 40)));
    assertThat(table.lines().toList().get(3)).contains("40.00");
  }

  @Test
  void whatCouldNotBeMeasured_saysWhyAndHasNoFigure() {
    String table =
        Ratios.table(
            List.of(
                Row.of("b", "pass", "weir", "ns", 50),
                Row.missing("b", "pass", "peer", "cargo is not installed")));
    assertThat(table.lines().toList().get(2))
        .contains("peer", "not measured: cargo is not installed")
        .doesNotContain("0.0");
  }
}
