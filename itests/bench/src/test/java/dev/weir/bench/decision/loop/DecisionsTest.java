package dev.weir.bench.decision.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionsTest {

  /** More than the windows of all rules, so that they turn. */
  private static final int BATCHES = 1_200;

  @ParameterizedTest
  @EnumSource(Case.class)
  void everyCallOfACase_getsWhatTheCaseSays(Case which) {
    Decisions decisions = new Decisions(() -> 1);
    for (int i = 0; i < BATCHES; i++) {
      decisions.batch(which);
    }
  }

  @Test
  void clockThatDoesNotRun_isSaid() {
    Decisions decisions = new Decisions(() -> -1);
    assertThatIllegalStateException()
        .isThrownBy(() -> decisions.batch(Case.CLOCK))
        .withMessageContaining("clock");
  }

  @Test
  void rounds_sayABeginAndAnEndOfEveryCase() {
    AtomicLong now = new AtomicLong();
    List<String> lines = new ArrayList<>();
    new Rounds(now::incrementAndGet, lines::add, 1).run();
    assertThat(lines).hasSize(2 * Case.values().length + 1).endsWith(Rounds.DONE);
    assertThat(lines.get(0)).isEqualTo("weir-bench LOOP begins");
    assertThat(lines.get(1)).startsWith("weir-bench LOOP ends ").endsWith(" 500000");
  }
}
