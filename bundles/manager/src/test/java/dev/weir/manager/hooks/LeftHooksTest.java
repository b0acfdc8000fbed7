package dev.weir.manager.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.HookException;
import dev.weir.hook.Plane;
import dev.weir.hook.Remains;
import dev.weir.manager.FakeHook;
import dev.weir.manager.HookView;
import dev.weir.manager.HookView.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LeftHooksTest {

  private final HookRoster roster = new HookRoster();
  private final LeftHooks left = new LeftHooks(roster);
  private final Pinned pinned = new Pinned();

  /** Remains that are there until they are removed. */
  private static final class Pinned implements Remains {

    private final List<Remain> there = new ArrayList<>();

    @Override
    public List<Remain> remains() {
      return List.copyOf(there);
    }

    @Override
    public void remove(String hook) {
      there.removeIf(one -> one.hook().equals(hook));
    }
  }

  @BeforeEach
  void leaveTwo() {
    pinned.there.add(new Remains.Remain("guard", Plane.KERNEL, "/"));
    pinned.there.add(new Remains.Remain("flood", Plane.DRIVER, "eth0"));
    left.add(pinned);
  }

  @Test
  void left_areShownByPlane_withWhatToDo() {
    List<HookView> views = left.views();

    assertThat(views).extracting(view -> view.spec().name()).containsExactly("flood", "guard");
    assertThat(views).allMatch(view -> view.state() == State.LEFT && !view.drift());
    assertThat(views.get(0).point()).isEqualTo("eth0");
    assertThat(views.get(0).problem())
        .isEqualTo(
            "left in force by a daemon that was killed, and no bundle here offers it: install its"
                + " bundle, and it is taken over; or weir:detach flood");
  }

  @Test
  void offered_isShownAsTheRosterHasIt() throws HookException {
    FakeHook hook = new FakeHook("guard", "1.0.0", Plane.KERNEL, new ArrayList<>());
    roster.offer(new Offer(hook, 1), 0);

    assertThat(left.views())
        .extracting(HookView::state)
        .containsExactly(State.LEFT, State.ATTACHED);
    assertThat(left.detach("guard")).isFalse();
    assertThat(pinned.there).hasSize(2);
  }

  @Test
  void detached_isGone_andTheOtherStays() throws HookException {
    assertThat(left.detach("guard")).isTrue();

    assertThat(left.views()).extracting(view -> view.spec().name()).containsExactly("flood");
    assertThat(left.detach("guard")).isFalse();
  }

  @Test
  void whoKnowsOfThemWent_nothingIsShown() {
    left.remove(pinned);

    assertThat(left.views()).isEmpty();
  }

  @Test
  void kernelIsSwitchedOff_nothingIsLeft_offeredOrNot() {
    roster.configure(false, 0, 0);
    roster.offer(new Offer(new FakeHook("guard", "1", Plane.KERNEL, new ArrayList<>()), 1), 0);
    left.configure(false);

    assertThat(pinned.there).isEmpty();
    assertThat(left.views()).extracting(HookView::state).containsExactly(State.DETACHED);
  }

  @Test
  void kernelIsOff_whatAppearsLaterGoes() {
    left.remove(pinned);
    left.configure(false);
    assertThat(pinned.there).hasSize(2);
    left.add(pinned);

    assertThat(pinned.there).isEmpty();
  }
}
