package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.File;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** gcra.h, compiled for this machine, against the algorithm's definition. */
class GcraTest {

  private static final long MASK = (1L << 44) - 1;

  private final Gcra gcra =
      Native.load(
          new File(GcraTest.class.getResource("/libgcra_host.so").getPath()).getPath(), Gcra.class);

  /** gcra_host.c. */
  interface Gcra extends Library {
    @SuppressWarnings("MemberName")
    long host_take(long word, long now, long cost, Pointer limit);
  }

  /** The definition: a bucket that holds burst and drains one per cost. */
  private static final class Definition {
    private final Rate rate;
    private long arrival;
    private boolean used;

    Definition(Rate rate) {
      this.rate = rate;
    }

    boolean conforms(long now) {
      return conforms(now, rate.cost());
    }

    boolean conforms(long now, long cost) {
      long debt = used ? Math.max(0, arrival - now) : 0;
      if (debt + Math.min(cost, rate.burst()) > rate.burst()) {
        return false;
      }
      arrival = now + debt + cost;
      used = true;
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void take_atRandomTimes_isTheDefinition(long seed) {
    Random random = new Random(seed);
    Rate rate = Rate.ofPackets(1 + random.nextInt(1_000_000), 1 + random.nextInt(20));
    Definition definition = new Definition(rate);
    long now = random.nextLong() & MASK >> 1;
    long word = 0;
    for (int i = 0; i < 10_000; i++) {
      now += random.nextInt((int) Math.min(4 * rate.cost(), 1 << 30));
      long next = take(word, now, rate);
      assertThat(next != 0).as("packet %d", i).isEqualTo(definition.conforms(now));
      word = next == 0 ? word : next;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void take_ofPacketsOfAnySize_isTheDefinition(long seed) {
    Random random = new Random(seed);
    Rate rate = Rate.ofBytes(1 + random.nextInt(10_000), 1 + random.nextInt(20_000));
    Definition definition = new Definition(rate);
    long now = random.nextLong() & MASK >> 1;
    long word = 0;
    for (int i = 0; i < 10_000; i++) {
      long cost = (rate.cost() * (60 + random.nextInt(65_000))) >> 16;
      now += random.nextInt((int) Math.min(cost, 1 << 30));
      long next = take(word, now, rate, cost);
      assertThat(next != 0).as("packet %d", i).isEqualTo(definition.conforms(now, cost));
      word = next == 0 ? word : next;
    }
  }

  @Test
  void take_ofAPacketLargerThanTheBurst_passesOnceAndIsPaidOff() {
    Rate rate = Rate.ofBytes(1000, 100);
    long cost = (rate.cost() * 1000) >> 16;
    long word = take(0, 1_000_000, rate, cost);

    assertThat(word).isNotZero();
    assertThat(take(word, 1_000_000 + cost - 1, rate, cost)).isZero();
    assertThat(take(word, 1_000_000 + cost, rate, cost)).isNotZero();
  }

  @Test
  void take_acrossTheWrapOfTheClock_goesOn() {
    Rate rate = Rate.ofPackets(1_048_576, 3);
    Definition definition = new Definition(rate);
    long word = 0;
    for (long now = MASK - 4 * rate.cost(); now <= MASK + 4 * rate.cost(); now += rate.cost() / 2) {
      long next = take(word, now, rate);
      assertThat(next != 0).as("at %d", now - MASK).isEqualTo(definition.conforms(now));
      word = next == 0 ? word : next;
    }
  }

  @ParameterizedTest(name = "burst {0}")
  @CsvSource({"1", "2", "1000"})
  void take_ofABurst_admitsItAndNoMore(int burst) {
    Rate rate = Rate.ofPackets(1e9, burst);
    long word = 0;
    int passed = 0;
    for (int i = 0; i < 2 * burst; i++) {
      long next = take(word, 12_345, rate);
      passed += next == 0 ? 0 : 1;
      word = next == 0 ? word : next;
    }

    assertThat(passed).isEqualTo(burst);
  }

  @Test
  void take_aMillisecondBackInTime_keepsTheDebt() {
    Rate rate = Rate.ofPackets(10_000, 1);
    long spent = take(0, 50_000_000, rate);

    assertThat(take(spent, 50_000_000 - (1_000_000 >> rate.shift()), rate)).isZero();
  }

  @Test
  void take_ofNothing_refusesAll() {
    assertThat(take(0, 0, Rate.NOTHING)).isZero();
    assertThat(take(0, MASK, Rate.NOTHING)).isZero();
  }

  private long take(long word, long now, Rate rate) {
    return take(word, now, rate, rate.cost());
  }

  private long take(long word, long now, Rate rate, long cost) {
    try (Memory limit = new Memory(24)) {
      limit.setLong(Layouts.RULE_COST, rate.cost());
      limit.setLong(Layouts.RULE_BURST, rate.burst());
      limit.setLong(Layouts.RULE_HORIZON, rate.horizon());
      return gcra.host_take(word, now, cost, limit);
    }
  }
}
