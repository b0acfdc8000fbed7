package dev.weir.manager.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import dev.weir.manager.SignalView;
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
