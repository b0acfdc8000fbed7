package dev.weir.manager.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import dev.weir.manager.SignalView;
import dev.weir.manager.SwitchView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SignalBoardTest {

  private static final long T0 = 2_000_000_000_000L;

  private final SignalBoard board = new SignalBoard();
  private final Fake kernel = new Fake("kernel", 10);
  private final Fake envoy = new Fake("prometheus", 30);
  private final List<SignalSource> both = List.of(envoy, kernel);

  private static final class Fake implements SignalSource {
    private final String origin;
    private final int rank;
    private final Map<String, Long> pass = new TreeMap<>();
    private boolean dead;

    Fake(String origin, int rank) {
      this.origin = origin;
      this.rank = rank;
    }

    @Override
    public String origin() {
      return origin;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public void read(SignalReader reader) throws HookException {
      if (dead) {
        throw new HookException("gone");
      }
      pass.forEach((resource, total) -> reader.total(resource, SignalEvent.PASS, total));
    }
  }

  private SignalView view(long at) {
    assertThat(board.views(at)).hasSize(1);
    return board.views(at).get(0);
  }

  private static long passes(SignalView view) {
    return view.perSecond().getOrDefault(SignalEvent.PASS, -1L);
  }

  @Test
  void firstReport_isTheBaseLine() {
    kernel.pass.put("tcp:80", 1_000L);
    board.poll(both, T0);

    assertThat(passes(view(T0))).isZero();
    assertThat(view(T0).totals()).containsEntry(SignalEvent.PASS, 1_000L);
  }

  @Test
  void betterOriginNamesANewResourceLate_countsOnlyWhatNobodyHas() {
    board.poll(both, T0);
    envoy.pass.put("tcp:80", 13L);
    board.poll(both, T0 + 100);
    kernel.pass.put("tcp:80", 15L);
    envoy.pass.put("tcp:80", 15L);
    board.poll(both, T0 + 200);

    assertThat(board.origin("tcp:80")).isEqualTo("kernel");
    assertThat(board.counted("tcp:80", SignalEvent.PASS)).isEqualTo(15L);
  }

  @Test
  void betterOriginBeginsLongAfter_allItCountsIsNew() {
    board.poll(both, T0);
    envoy.pass.put("tcp:80", 13L);
    for (int round = 1; round < 30; round++) {
      board.poll(both, T0 + 100L * round);
    }
    kernel.pass.put("tcp:80", 5L);
    envoy.pass.put("tcp:80", 18L);
    board.poll(both, T0 + 3_000);

    assertThat(board.counted("tcp:80", SignalEvent.PASS)).isEqualTo(18L);
  }

  @Test
  void nobodyCountsAnyMore_thereIsNoTotal() {
    kernel.pass.put("tcp:80", 1_000L);
    board.poll(both, T0);
    kernel.dead = true;
    board.poll(both, T0 + 100);

    assertThat(view(T0 + 100).totals()).isEmpty();
    assertThat(view(T0 + 100).counted()).containsEntry(SignalEvent.PASS, 0L);
  }

  @Test
  void growth_fillsTheWindowAndLeavesItAfterASecond() {
    kernel.pass.put("tcp:80", 0L);
    board.poll(both, T0);
    kernel.pass.put("tcp:80", 70L);
    board.poll(both, T0 + 100);

    assertThat(passes(view(T0 + 900))).isEqualTo(70);
    assertThat(passes(view(T0 + 1_100))).isZero();
  }

  @Test
  void twoOrigins_theLowerRankCounts() {
    kernel.pass.put("tcp:80", 0L);
    envoy.pass.put("tcp:80", 0L);
    board.poll(both, T0);
    kernel.pass.put("tcp:80", 9L);
    envoy.pass.put("tcp:80", 4L);
    board.poll(both, T0 + 100);

    assertThat(view(T0 + 100).origin()).isEqualTo("kernel");
    assertThat(passes(view(T0 + 100))).isEqualTo(9);
  }

  @Test
  void bestOriginDies_nextTakesOverWithoutLosingOrInventing() {
    kernel.pass.put("tcp:80", 0L);
    envoy.pass.put("tcp:80", 500L);
    board.poll(both, T0);
    kernel.pass.put("tcp:80", 9L);
    envoy.pass.put("tcp:80", 509L);
    board.poll(both, T0 + 100);
    kernel.dead = true;
    envoy.pass.put("tcp:80", 512L);
    board.poll(both, T0 + 200);

    assertThat(view(T0 + 200).origin()).isEqualTo("prometheus");
    assertThat(passes(view(T0 + 200))).isEqualTo(12);
    assertThat(view(T0 + 200).counted()).containsEntry(SignalEvent.PASS, 12L);
    assertThat(view(T0 + 5_000).counted()).containsEntry(SignalEvent.PASS, 12L);
  }

  @Test
  void originIsBack_whatAnotherCountedMeanwhileIsNotCountedTwice() {
    kernel.pass.put("tcp:80", 0L);
    envoy.pass.put("tcp:80", 0L);
    board.poll(both, T0);
    kernel.dead = true;
    envoy.pass.put("tcp:80", 8L);
    board.poll(both, T0 + 100);
    kernel.dead = false;
    kernel.pass.put("tcp:80", 8L);
    board.poll(both, T0 + 200);
    kernel.pass.put("tcp:80", 11L);
    board.poll(both, T0 + 300);

    assertThat(view(T0 + 300).counted()).containsEntry(SignalEvent.PASS, 11L);
  }

  @Test
  void originIsBack_whatNobodyElseCountedIsCountedLate() {
    kernel.pass.put("tcp:80", 0L);
    board.poll(List.of(kernel), T0);
    kernel.dead = true;
    board.poll(List.of(kernel), T0 + 100);
    assertThat(view(T0 + 100).origin()).isEmpty();
    kernel.dead = false;
    kernel.pass.put("tcp:80", 8L);
    board.poll(List.of(kernel), T0 + 200);

    assertThat(view(T0 + 200).origin()).isEqualTo("kernel");
    assertThat(view(T0 + 200).counted()).containsEntry(SignalEvent.PASS, 8L);
    assertThat(board.switches())
        .extracting(event -> event.from() + ">" + event.to() + " " + event.reason())
        .containsExactly("kernel> kernel: gone", ">kernel kernel counts again");
  }

  @Test
  void sourceOfTheBestOriginDies_itsEventsComeFromTheNext() {
    Fake counter = new Fake("kernel", 10);
    SignalSource limiter =
        new SignalSource() {
          @Override
          public String origin() {
            return "kernel";
          }

          @Override
          public int rank() {
            return 10;
          }

          @Override
          public void read(SignalReader reader) {
            reader.total("tcp:80", SignalEvent.BLOCK, 4);
          }
        };
    List<SignalSource> all = List.of(counter, limiter, envoy);
    counter.pass.put("tcp:80", 0L);
    envoy.pass.put("tcp:80", 0L);
    board.poll(all, T0);
    counter.dead = true;
    envoy.pass.put("tcp:80", 5L);
    board.poll(all, T0 + 100);

    assertThat(view(T0 + 100).origin()).isEqualTo("prometheus");
    assertThat(passes(view(T0 + 100))).isEqualTo(5);
    assertThat(view(T0 + 100).totals()).containsEntry(SignalEvent.BLOCK, 4L);
  }

  @Test
  void originSwitchedOff_isOneEventForAllItsResources() {
    for (int port = 1; port <= 3; port++) {
      kernel.pass.put("tcp:" + port, 0L);
      envoy.pass.put("tcp:" + port, 0L);
    }
    board.poll(both, T0);
    assertThat(board.switches()).isEmpty();
    board.poll(List.of(envoy), T0 + 100);

    assertThat(board.switches())
        .containsExactly(
            new SwitchView(
                1,
                T0 + 100,
                "kernel",
                "prometheus",
                3,
                "tcp:1",
                "no hook of kernel counts it any more"));
  }

  @Test
  void eventsBeyondTheBound_theOldestGo() {
    envoy.pass.put("tcp:80", 0L);
    kernel.pass.put("tcp:80", 0L);
    for (int round = 0; round <= 2 * Switches.MOST; round++) {
      kernel.dead = round % 2 == 1;
      board.poll(both, T0 + 100L * round);
    }

    assertThat(board.switches()).hasSize(Switches.MOST);
    assertThat(board.switches().get(Switches.MOST - 1).number()).isEqualTo(2 * Switches.MOST);
  }

  @Test
  void lastMinute_isOfAMinute() {
    kernel.pass.put("tcp:80", 0L);
    board.poll(both, T0);
    kernel.pass.put("tcp:80", 70L);
    board.poll(both, T0 + 100);

    assertThat(board.lastMinute("tcp:80", T0 + 59_000)).containsEntry(SignalEvent.PASS, 70L);
    assertThat(board.lastMinute("tcp:80", T0 + 61_000)).containsEntry(SignalEvent.PASS, 0L);
    assertThat(board.lastMinute("tcp:81", T0)).isEmpty();
  }

  @Test
  void sourceBeginsAnew_itsTotalCountsWhole() {
    kernel.pass.put("tcp:80", 50L);
    board.poll(both, T0);
    kernel.pass.put("tcp:80", 3L);
    board.poll(both, T0 + 100);

    assertThat(passes(view(T0 + 100))).isEqualTo(3);
  }

  @Test
  void twoSourcesOfOneOrigin_areAdded() {
    Fake other = new Fake("kernel", 10);
    kernel.pass.put("tcp:80", 0L);
    other.pass.put("tcp:80", 0L);
    board.poll(List.of(kernel, other), T0);
    kernel.pass.put("tcp:80", 2L);
    other.pass.put("tcp:80", 5L);
    board.poll(List.of(kernel, other), T0 + 100);

    assertThat(passes(view(T0 + 100))).isEqualTo(7);
  }

  @Test
  void resourceUnnamedForAMinute_isForgotten() {
    kernel.pass.put("tcp:80", 0L);
    board.poll(both, T0);
    kernel.pass.clear();
    board.poll(both, T0 + SignalBoard.FORGET_MS);
    assertThat(board.views(T0)).hasSize(1);

    board.poll(both, T0 + SignalBoard.FORGET_MS + 1);
    assertThat(board.views(T0)).isEmpty();
  }

  @Test
  void tooManyResources_areCut() {
    for (int i = 0; i < SignalBoard.MAX_RESOURCES + 5; i++) {
      kernel.pass.put("tcp:" + i, 1L);
    }
    board.poll(both, T0);

    assertThat(board.views(T0)).hasSize(SignalBoard.MAX_RESOURCES);
  }
}
