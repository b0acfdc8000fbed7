package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.sys.KernelError;
import dev.weir.libbpf.sys.Libc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Attaches, or takes over what is pinned: first attach, swap and adoption are this one path.
 *
 * <ol>
 *   <li>Find the interface and the pinned link; without a living one, make sure that XDP is free.
 *   <li>Open the object, have it use the pinned maps that fit, load it, bind the module.
 *   <li>Pin its new maps beside the old ones.
 *   <li>Update the living link, or create one and pin it. This is the moment of the change.
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
  private final int device;

  private Takeover(AttachSpec spec, PinDirectory pins, int device) {
    this.spec = spec;
    this.pins = pins;
    this.device = device;
  }

  /** What came of it; all owned by the attachment that is made of it. */
  record Attached(
      AttachSpec spec,
      PinDirectory pins,
      LibbpfObject object,
      KernelModule module,
      DeviceLink link,
      String note) {}

  static Attached attach(AttachSpec spec, Path root, int cpus, KernelModule.Binder binder)
      throws HookException {
    int device = Libc.if_nametoindex(spec.device());
    if (device == 0) {
      throw new HookException(
          "interface "
              + spec.device()
              + " does not exist: create it, or configure another for hook "
              + spec.hook());
    }
    BpfFilesystem.ensure();
    PinDirectory pins = new PinDirectory(root, spec.hook(), spec.device());
    return new Takeover(spec, pins, device).run(cpus, binder);
  }

  private Attached run(int cpus, KernelModule.Binder binder) throws HookException {
    Optional<DeviceLink> living = livingLink();
    DeviceLink link = living.orElse(null);
    LibbpfObject object = null;
    List<Path> staged = new ArrayList<>();
    try {
      if (living.isEmpty() && spec.type().xdp()) {
        DeviceLink.checkFree(spec.device(), device);
      }
      object = load(cpus);
      KernelModule module = binder.bind(object);
      pins.make();
      stageMaps(object, staged);
      int program = object.program(spec.program());
      if (link == null || !link.update(program)) {
        DeviceLink gone = link;
        link = newLink(program);
        if (gone != null) {
          gone.close();
        }
      }
      settle(object, staged);
      return new Attached(spec, pins, object, module, link, object.reuse().note());
    } catch (HookException | RuntimeException | LinkageError e) {
      undo(link, object, staged);
      throw e;
    }
  }

  /** The pinned link, if it still leads to this interface. */
  private Optional<DeviceLink> livingLink() throws HookException {
    int fd = PinDirectory.open(pins.link());
    if (fd < 0) {
      return Optional.empty();
    }
    DeviceLink link = DeviceLink.of(fd);
    try {
      if (link.info().device() == device) {
        return Optional.of(link);
      }
    } catch (KernelError e) {
      link.close();
      throw Refusals.of(e);
    }
    link.close();
    return Optional.empty();
  }

  private LibbpfObject load(int cpus) throws HookException {
    try (OpenObject open = OpenObject.open(spec.object());
        PinnedMaps reused = PinnedMaps.offer(open, pins, spec.object().together())) {
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

  private DeviceLink newLink(int program) throws HookException {
    DeviceLink link = DeviceLink.create(program, spec.type(), spec.device(), device);
    try {
      PinDirectory.stage(pins.link(), link.fd());
      PinDirectory.commit(pins.link());
      return link;
    } catch (HookException | RuntimeException e) {
      link.detach();
      link.close();
      throw e;
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
    for (Path elsewhere : pins.elsewhere()) {
      takeDown(elsewhere);
    }
  }

  /** Takes down what is pinned in a directory, without its attachment. */
  private static void takeDown(Path directory) throws HookException {
    int fd = PinDirectory.open(directory.resolve("link"));
    if (fd >= 0) {
      try (DeviceLink link = DeviceLink.of(fd)) {
        link.detach();
      }
    }
    PinDirectory.removeAll(directory);
  }

  private void undo(@Nullable DeviceLink link, @Nullable LibbpfObject object, List<Path> staged) {
    staged.forEach(PinDirectory::unstage);
    if (link != null) {
      link.close();
    }
    if (object != null) {
      object.close();
    }
    if (pins.maps().isEmpty()) {
      PinDirectory.removeAll(pins.directory());
    }
  }
}
