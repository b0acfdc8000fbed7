package dev.weir.manager;

import dev.weir.hook.Need;
import dev.weir.hook.Plane;
import java.util.List;

/**
 * What a hook needs of this machine.
 *
 * @param hook its name
 * @param plane where it sits
 * @param needs each tried now; empty where its plane needs nothing of the machine
 */
public record CapabilityView(String hook, Plane plane, List<Need> needs) {

  public CapabilityView {
    needs = List.copyOf(needs);
  }

  /** Whether all of it is there. */
  public boolean runs() {
    return needs.stream().allMatch(Need::met);
  }
}
