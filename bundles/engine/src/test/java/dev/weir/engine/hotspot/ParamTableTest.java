package dev.weir.engine.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weir.engine.call.ParamHash;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParamTableTest {

  private static final long T0 = 2_000_000_000_000L;

  private final ParamHash hash = new ParamHash(1, 2);

  /** Against a map in order of access, with hits and new values in any order. */
  @ParameterizedTest
  @CsvSource({"1,1,3", "2,7,20", "3,100,130", "4,1000,1500", "5,5000,5100"})
  void randomUse_evictsTheLeastRecentlyUsed(long seed, int capacity, int values) {
    Random random = new Random(seed);
    ParamTable table = new ParamTable(capacity);
    LinkedHashMap<Long, Boolean> model = new LinkedHashMap<>(16, 0.75f, true);
    for (int step = 0; step < 100_000; step++) {
      long key = hash.ofLong(random.nextInt(values));
      int entry = table.find(key);
      if (entry >= 0 != (model.get(key) != null)) {
        fail("seed %d step %d: known %b", seed, step, entry >= 0);
      }
      if (entry >= 0) {
        table.touch(entry);
      } else {
        table.insert(key, step, 0, 0);
        model.put(key, true);
        if (model.size() > capacity) {
          model.remove(model.keySet().iterator().next());
        }
      }
    }
    assertThat(model.keySet()).allMatch(key -> table.find(key) >= 0);
    assertThat(table.size()).isEqualTo(Math.min(capacity, model.size()));
  }

  @Test
  void hashesWithEqualHalves_areToldApart() {
    ParamTable table = new ParamTable(8);
    long[] keys = {0x1_0000_0001L, 0x1_0000_0002L, 1, 2, -1};
    for (long key : keys) {
      table.insert(key, key * 3, key * 5, 0);
    }
    for (long key : keys) {
      assertThat(table.first(table.find(key), key)).isEqualTo(key * 3);
      assertThat(table.second(table.find(key), key)).isEqualTo(key * 5);
    }
  }

  @Test
  void entryTakenByAnotherValue_cannotBeChangedForTheOld() {
    ParamTable table = new ParamTable(1);
    table.insert(5, 1, 1, 0);
    int entry = table.find(5);
    table.insert(6, 1, 1, 0);

    assertThat(table.compareAndSetFirst(entry, 5, 1, 9)).isFalse();
    assertThat(table.holds(entry, 5)).isFalse();
    assertThat(table.first(entry, 6)).isEqualTo(1);
  }

  /**
   * Two threads, few values over a map that is too small: nobody gets more than a bucket a life.
   */
  @Test
  void twoThreadsOnOneValue_passExactlyTheBucket() throws InterruptedException {
    TokenBucket bucket =
        (TokenBucket) Counters.of(Rules.reject(100_000, 1, 0, 50), new ParamTable(50), hash);
    long hot = hash.ofString("hot");
    AtomicLong passed = new AtomicLong();
    Runnable caller =
        () -> {
          Random random = new Random(Thread.currentThread().getId());
          long mine = 0;
          for (int i = 0; i < 150_000; i++) {
            mine += bucket.check(hot, T0, 1) == Counter.PASS ? 1 : 0;
            bucket.check(hash.ofLong(random.nextInt(200)), T0, 1);
          }
          passed.addAndGet(mine);
        };
    Thread first = new Thread(caller);
    Thread second = new Thread(caller);
    first.start();
    second.start();
    first.join();
    second.join();

    assertThat(passed).hasValue(100_000);
  }

  @Test
  void twoThreadsEnterAndLeave_nothingIsLeftRunning() throws InterruptedException {
    Running running = (Running) Counters.of(Rules.concurrency(1_000, 8), new ParamTable(8), hash);
    Runnable caller =
        () -> {
          for (int i = 0; i < 200_000; i++) {
            long key = hash.ofLong(i % 8);
            running.check(key, T0, 1);
            running.enter(key);
            running.leave(key);
          }
        };
    Thread first = new Thread(caller);
    Thread second = new Thread(caller);
    first.start();
    second.start();
    first.join();
    second.join();

    Running strict = running;
    for (int i = 0; i < 8; i++) {
      assertThat(strict.of(hash.ofLong(i))).isZero();
    }
  }
}
