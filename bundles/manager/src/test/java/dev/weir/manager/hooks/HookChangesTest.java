package dev.weir.manager.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.HookException;
import dev.weir.hook.Plane;
import dev.weir.manager.FakeHook;
import dev.weir.manager.HookChange;
import dev.weir.manager.HookView.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HookChangesTest {

  private final List<HookChange> changes = new ArrayList<>();
  private final HookRoster roster = new HookRoster(changes::add);
  private final FakeHook hook = new FakeHook("tc", "1.0.0", Plane.KERNEL, new ArrayList<>());
  private final FakeHook next = new FakeHook("tc", "1.1.0", Plane.KERNEL, new ArrayList<>());
  private final Offer v1 = new Offer(hook, 1);
  private final Offer v2 = new Offer(next, 2);

  @BeforeEach
  void settings() {
    roster.configure(true, 1_000, 0);
  }

  private HookChange last() {
    return changes.get(changes.size() - 1);
  }

  @Test
  void attach_isTold() {
    roster.offer(v1, 5);

    assertThat(changes)
        .containsExactly(
            new HookChange(
                "tc", "1.0.0", Plane.KERNEL, "point0", State.DETACHED, State.ATTACHED, "", 5));
  }

  @Test
  void failure_isToldOnce_withItsReason() {
    hook.refuseAttach = true;
    roster.offer(v1, 0);
    roster.tick(HookRoster.RETRY_MS);

    assertThat(changes).hasSize(1);
    assertThat(last().to()).isEqualTo(State.FAILED);
    assertThat(last().reason()).contains("point0");
  }

  @Test
  void newVersion_isToldAsTheSameState() {
    roster.offer(v1, 0);
    roster.offer(v2, 7);

    assertThat(changes).hasSize(2);
    assertThat(last().from()).isEqualTo(State.ATTACHED);
    assertThat(last().to()).isEqualTo(State.ATTACHED);
    assertThat(last().version()).isEqualTo("1.1.0");
  }

  @Test
  void bundleStopped_lingersAndIsDetached() {
    roster.offer(v1, 0);
    roster.withdraw(v1, 100);
    roster.tick(1_100);

    assertThat(changes)
        .extracting(HookChange::to)
        .containsExactly(State.ATTACHED, State.LINGERING, State.DETACHED);
    assertThat(last().reason()).isEqualTo("its bundle is gone");
  }

  @Test
  void closed_isTold() {
    hook.failClosed = true;
    roster.offer(v1, 0);
    roster.withdraw(v1, 100);
    roster.uninstalled(1, 100);

    assertThat(last().to()).isEqualTo(State.CLOSED);
  }

  @Test
  void detachedByTheUser_isToldOnce() throws HookException {
    roster.offer(v1, 0);
    roster.detach("tc", 1);
    roster.detach("tc", 2);

    assertThat(changes).extracting(HookChange::to).containsExactly(State.ATTACHED, State.DETACHED);
  }
}
