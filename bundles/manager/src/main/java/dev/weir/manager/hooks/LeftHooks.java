package dev.weir.manager.hooks;

import dev.weir.hook.HookException;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Plane;
import dev.weir.hook.Remains;
import dev.weir.hook.Remains.Remain;
import dev.weir.hook.Status;
import dev.weir.manager.HookView;
import dev.weir.manager.HookView.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hooks that a killed daemon has left in place and that nobody here has attached. They are shown,
 * and go at the user's wish, which is also that the kernel plane is off; nothing else is done to
 * them. For one thread.
 */
public final class LeftHooks {

  private static final Logger LOG = LoggerFactory.getLogger(LeftHooks.class);

  private static final String UNKNOWN = "unknown";

  private final HookRoster roster;
  private final List<Remains> planes = new ArrayList<>();
  private boolean kernelEnabled = true;

  /** Those that are not on a roster. */
  public LeftHooks(HookRoster roster) {
    this.roster = roster;
  }

  /** Somebody appeared who knows of some. */
  public void add(Remains plane) {
    planes.add(plane);
    takeDown(plane);
  }

  /** The kernel plane is on or off; then nothing of it may be left in force. */
  public void configure(boolean kernel) {
    kernelEnabled = kernel;
    planes.forEach(this::takeDown);
  }

  private void takeDown(Remains plane) {
    if (kernelEnabled) {
      return;
    }
    plane.remains().stream()
        .filter(left -> left.plane() != Plane.PROXY)
        .map(Remain::hook)
        .distinct()
        .forEach(hook -> takeDown(plane, hook));
  }

  private static void takeDown(Remains plane, String hook) {
    try {
      plane.remove(hook);
      LOG.info("{} was left in force by a daemon that was killed; the kernel plane is off", hook);
    } catch (HookException e) {
      LOG.warn("{} is still in force, though the kernel plane is off: {}", hook, e.getMessage());
    }
  }

  /** Somebody vanished. */
  public void remove(Remains plane) {
    planes.remove(plane);
  }

  /** All hooks, those of the roster and those that are left, by plane. */
  public List<HookView> views() {
    List<HookView> views = new ArrayList<>(roster.views());
    for (Remains plane : planes) {
      plane.remains().stream()
          .filter(left -> !roster.knows(left.hook()))
          .map(LeftHooks::view)
          .forEach(views::add);
    }
    views.sort(Comparator.comparing((HookView view) -> view.spec().plane()));
    return views;
  }

  /**
   * Takes a hook down that is left.
   *
   * @return false when none of that name is
   */
  public boolean detach(String hook) throws HookException {
    boolean found = false;
    for (Remains plane : planes) {
      if (!roster.knows(hook)
          && plane.remains().stream().anyMatch(left -> left.hook().equals(hook))) {
        plane.remove(hook);
        found = true;
      }
    }
    return found;
  }

  private static HookView view(Remain left) {
    HookSpec spec =
        new HookSpec(left.hook(), UNKNOWN, left.plane(), left.point(), "no bundle here offers it");
    String problem =
        "left in force by a daemon that was killed, and no bundle here offers it: install its"
            + " bundle, and it is taken over; or weir:detach "
            + left.hook();
    Status status = new Status(true, "on " + left.point(), Map.of());
    return new HookView(spec, State.LEFT, left.point(), 0, problem, List.of(), status);
  }
}
