package dev.weir.story.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long START = 7_000_000_000L;

  @Test
  void halfASecondAtATenthPerMilli_owesFifty() {
    assertThat(new Pace(100, START).due(START + 500_000_000L)).isEqualTo(50);
  }

  @Test
  void lateThread_owesAllItMissed() {
    Pace pace = new Pace(60_000, START);
    assertThat(pace.due(START + 10_000_000_000L)).isEqualTo(600_000);
    assertThat(pace.untilDue(600_000, START + 10_000_000_000L)).isZero();
  }

  @Test
  void nextUnit_isDueAfterItsShareOfASecond() {
    assertThat(new Pace(100, START).untilDue(51, START + 500_000_000L)).isEqualTo(10_000_000L);
  }

  @Test
  void noRate_neverWaits() {
    Pace pace = new Pace(0, START);
    assertThat(pace.untilDue(1_000_000, START)).isZero();
    assertThat(pace.due(START)).isEqualTo(Long.MAX_VALUE);
  }
}
