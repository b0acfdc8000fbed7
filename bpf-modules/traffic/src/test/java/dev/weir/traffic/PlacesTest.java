package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.ControlBehavior;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.traffic.Bank.Entry;
import dev.weir.traffic.Bank.Placed;
import dev.weir.traffic.Bank.Steer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final Sizes SIZES = new Sizes(4, 16, 1, 2);

  @Test
  void place_ofARuleInForce_keepsItsPlace() throws Exception {
    Limit kept = limit(1, Per.SOURCE);
    Entry entry = entry(9, kept, Layouts.SLOTS + 3 * 16, 15);
    Places places = new Places(SIZES, List.of(entry));

    assertThat(places.place(List.of(limit(2, Per.SOURCE), kept)))
        .extracting(Placed::slot)
        .containsExactly(0, 9);
    assertThat(places.fresh()).hasSize(1);
  }

  @Test
  void place_ofAWholeNewSet_sharesNothingWithTheOneInForce() throws Exception {
    Places first = new Places(SIZES, List.of());
    List<Entry> inForce =
        first.place(limits(0)).stream()
            .map(p -> entry(p.slot(), p.limit(), p.firstSet(), p.setMask()))
            .toList();
    List<Placed> next = new Places(SIZES, inForce).place(limits(100));

    Set<Integer> sets = new HashSet<>();
    inForce.forEach(entry -> sets.add(entry.firstSet()));
    next.forEach(placed -> sets.add(placed.firstSet()));
    assertThat(sets).hasSize(8);
    assertThat(next).allMatch(p -> p.firstSet() + p.setMask() < SIZES.sets());
  }

  @Test
  void place_ofARuleFromOtherSizes_isFresh() throws Exception {
    Limit limit = limit(1, Per.SOURCE);
    Entry entry = entry(0, limit, Layouts.SLOTS, 1023);
    Places places = new Places(SIZES, List.of(entry));

    assertThat(places.place(List.of(limit)))
        .containsExactly(new Placed(limit, 1, Layouts.SLOTS, 15, Steer.NONE));
  }

  @Test
  void place_ofASteeredRuleInForce_keepsWhatTheDaemonSet() throws Exception {
    TokenCalculation warmUp = new TokenCalculation.WarmUp(10, 3);
    Limit limit =
        Limit.allOf(
                SteeredRulesTest.flow("tcp:80", warmUp, new ControlBehavior.Reject()), Samples.TC)
            .get(0);
    Steer steer = new Steer(77, 5);
    Entry entry = new Entry(3, limit.digest(), "tcp:80", true, 3, 0, steer);

    assertThat(new Places(SIZES, List.of(entry)).place(List.of(limit)))
        .containsExactly(new Placed(limit, 3, 3, 0, steer));
  }

  private static List<Limit> limits(int from) {
    return IntStream.range(from, from + 4)
        .mapToObj(
            i -> {
              try {
                return limit(i, Per.SOURCE);
              } catch (Unfit e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  private static Limit limit(int id, Per per) throws Unfit {
    return Limit.of(
        new TrafficRule("r" + id, Protocol.TCP, 80, Metric.PACKETS, per, 10, 1000, 10), Samples.TC);
  }

  private static Entry entry(int slot, Limit limit, int firstSet, int setMask) {
    return new Entry(slot, limit.digest(), "tcp:80", true, firstSet, setMask, Steer.NONE);
  }
}
