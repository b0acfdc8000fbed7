package dev.weir.bench.kernel.swaps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testbed.KernelTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short slice of {@code ./weir bench swaps}. How fast it goes depends on the machine. */
@KernelTest
class SwapsIT {

  private static final int SWAPS = 50;
  private static final int KILLS = 3;
  private static final int GAPS = 2;

  @ParameterizedTest
  @EnumSource
  void swaps_underAFlood_loseNothingAndLetNothingThrough(Subject subject) throws Exception {
    Trial trial = Trial.swaps(subject, SWAPS, done -> {});

    assertThat(trial.account().met()).isPositive();
    assertThat(trial.account()).isEqualTo(new Account(trial.account().met(), 0, 0));
  }

  @ParameterizedTest
  @EnumSource
  void kills_underAFlood_loseNothingAndLetNothingThrough(Subject subject) throws Exception {
    Trial trial = Trial.kills(subject, KILLS, done -> {});

    assertThat(trial.account().met()).isPositive();
    assertThat(trial.account()).isEqualTo(new Account(trial.account().met(), 0, 0));
  }

  /** The control: the account must be able to tell. */
  @ParameterizedTest
  @EnumSource
  void detachAndAttach_underAFlood_isSeen(Subject subject) throws Exception {
    Account account = Trial.gaps(subject, GAPS, done -> {}).account();

    assertThat(account.lost() + account.unfiltered()).isPositive();
  }
}
