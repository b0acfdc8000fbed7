package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.hook.Plane;
import dev.weir.hook.Remains.Remain;
import dev.weir.libbpf.sys.KernelError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is pinned of hooks that this process has not attached. */
final class Remnants {

  private final Path root;

  /** Those of a directory of pins. */
  Remnants(Path root) {
    this.root = root;
  }

  /** All that still lead to where packets are. */
  List<Remain> living(Set<String> attached) throws HookException {
    List<Remain> living = new ArrayList<>();
    for (String hook : PinDirectory.hooks(root)) {
      for (PinDirectory pins : attached.contains(hook) ? List.<PinDirectory>of() : points(hook)) {
        if (XdpChain.holds(root, pins.device(), hook)) {
          living.add(new Remain(hook, Plane.DRIVER, pins.device()));
        } else if (linked(pins)) {
          living.add(new Remain(hook, Plane.KERNEL, pins.device()));
        }
      }
    }
    return living;
  }

  /** Takes a hook down wherever it is. */
  void remove(String hook) throws HookException {
    for (PinDirectory pins : points(hook)) {
      XdpChain.takeDown(root, pins.device(), hook);
      takeDown(pins.directory());
    }
  }

  /** Takes down what is pinned in a directory, without its attachment. */
  static void takeDown(Path directory) throws HookException {
    for (Path pin : PinDirectory.links(directory)) {
      int fd = PinDirectory.open(pin);
      if (fd >= 0) {
        try (ProgramLink link = ProgramLink.of(fd)) {
          link.detach();
        }
      }
    }
    PinDirectory.removeAll(directory);
  }

  private List<PinDirectory> points(String hook) {
    return PinDirectory.points(root, hook);
  }

  private static boolean linked(PinDirectory pins) throws HookException {
    for (Path pin : PinDirectory.links(pins.directory())) {
      int fd = PinDirectory.open(pin);
      if (fd >= 0) {
        try (ProgramLink link = ProgramLink.of(fd)) {
          if (link.info().device() != 0) {
            return true;
          }
        } catch (KernelError e) {
          throw Refusals.of(e);
        }
      }
    }
    return false;
  }
}
