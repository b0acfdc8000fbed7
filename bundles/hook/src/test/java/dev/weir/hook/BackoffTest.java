package dev.weir.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {

  private static final long SEED = 7;

  @Test
  void failuresInARow_waitTwiceAsLongUpToTheLongest() {
    Backoff backoff = new Backoff(100, 1_000, new Random(SEED));

    for (long whole : new long[] {100, 200, 400, 800, 1_000, 1_000}) {
      assertThat(backoff.failed()).as("seed %s", SEED).isBetween(whole / 2, whole);
    }
  }

  @Test
  void success_beginsAnew() {
    Backoff backoff = new Backoff(100, 1_000, new Random(SEED));
    backoff.failed();
    backoff.failed();

    backoff.succeeded();

    assertThat(backoff.failed()).isBetween(50L, 100L);
  }

  @Test
  void manyDaemons_areSpreadOverHalfTheWait() {
    Random random = new Random(SEED);
    List<Long> waits =
        random
            .longs(1_000)
            .mapToObj(daemon -> new Backoff(100, 100, new Random(daemon)).failed())
            .toList();

    assertThat(waits).allMatch(w -> w >= 50 && w <= 100);
    assertThat(waits).filteredOn(w -> w < 75).hasSizeBetween(400, 600);
  }

  @Test
  void waitsOutOfOrder_areRefused() {
    assertThatThrownBy(() -> new Backoff(10, 5, new Random(SEED)))
        .hasMessage("waits must be at least 1 ms and in order, were 10 and 5");
  }
}
