package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.ObjectSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attaches, or takes over what is pinned: first attach, swap and adoption are this one path.
 *
 * <ol>
 *   <li>Find where to attach and the pinned links; without a living one, make sure that XDP is
 *       free.
 *   <li>Open the object, have it use the pinned maps that fit, load it, bind the module.
 *   <li>Pin its new maps beside the old ones.
 *   <li>Update the living links, or create and pin them. This is the moment of the change.
 *   <li>Rename the new pins over the old, drop pins of maps that are no more, take down the hook at
 *       other interfaces.
 * </ol>
 *
 * <p>What fails up to the change is undone, and the predecessor goes on. A process that dies
 * between the change and the renames leaves the new program with the old pins; the next take-over
 * puts that right.
 */
final class Takeover {

  private final AttachSpec spec;
  private final PinDirectory pins;

  private Takeover(AttachSpec spec, PinDirectory pins) {
    this.spec = spec;
    this.pins = pins;
  }

  /** What came of it; all owned by the attachment that is made of it. */
  record Attached(
      AttachSpec spec,
      PinDirectory pins,
      LibbpfObject object,
      KernelModule module,
      Links links,
      String note) {}

  static Attached attach(AttachSpec spec, Path root, int cpus, KernelModule.Binder binder)
      throws HookException {
    Target target = Target.of(spec.type(), spec.device());
    if (spec.type().device() && !target.exists()) {
      throw new HookException(
          "interface "
              + spec.device()
              + " does not exist: create it, or configure another for hook "
              + spec.hook());
    }
    BpfFilesystem.ensure();
    PinDirectory pins = new PinDirectory(root, spec.hook(), spec.device());
    return new Takeover(spec, pins).run(cpus, binder);
  }

  private Attached run(int cpus, KernelModule.Binder binder) throws HookException {
    Links links = null;
    LibbpfObject object = null;
    List<Path> staged = new ArrayList<>();
    try {
      links = Links.living(spec, pins);
      object = load(cpus, links);
      KernelModule module = binder.bind(object);
      pins.make();
      stageMaps(object, staged);
      links.put(object);
      settle(object, staged);
      return new Attached(spec, pins, object, module, links, object.reuse().note());
    } catch (HookException | RuntimeException | LinkageError e) {
      undo(links, object, staged);
      throw e;
    }
  }

  private LibbpfObject load(int cpus, Links links) throws HookException {
    ChainSeat seat = links.chained();
    ObjectSpec wanted =
        seat == null ? spec.object() : spec.object().withSetting(ChainMaps.SLOT, seat.slot());
    try (OpenObject open = OpenObject.open(wanted);
        PinnedMaps reused = PinnedMaps.offer(open, pins, spec.object().together())) {
      if (seat != null) {
        open.reuse(ChainMaps.PROGRAMS, seat.maps().programsFd());
      }
      return open.load(cpus, reused);
    }
  }

  private void stageMaps(LibbpfObject object, List<Path> staged) throws HookException {
    for (String name : object.maps()) {
      if (!object.reused(name)) {
        Path pin = pins.map(name);
        PinDirectory.stage(pin, object.libbpfMap(name).fd());
        staged.add(pin);
      }
    }
  }

  private void settle(LibbpfObject object, List<Path> staged) throws HookException {
    for (Path pin : staged) {
      PinDirectory.commit(pin);
    }
    for (String pinned : pins.maps()) {
      if (!object.maps().contains(pinned)) {
        PinDirectory.remove(pins.map(pinned));
      }
    }
    pins.notePriority(spec.priority());
    for (Path elsewhere : pins.elsewhere()) {
      String device = PinDirectory.decoded(String.valueOf(elsewhere.getFileName()));
      XdpChain.takeDown(pins.root(), device, spec.hook());
      Remnants.takeDown(elsewhere);
    }
  }

  private void undo(@Nullable Links links, @Nullable LibbpfObject object, List<Path> staged) {
    staged.forEach(PinDirectory::unstage);
    if (links != null) {
      links.close();
    }
    if (object != null) {
      object.close();
    }
    if (pins.maps().isEmpty()) {
      PinDirectory.removeAll(pins.directory());
    }
  }
}
