package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.KernelError;
import dev.weir.libbpf.sys.Libbpf;
import dev.weir.libbpf.sys.Libc;
import dev.weir.libbpf.sys.LinkInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The links of one attachment, that of its first program first, each with its pin. Owns their
 * descriptors until closed.
 */
final class Links implements AutoCloseable {

  private final List<Slot> slots;

  private Links(List<Slot> slots) {
    this.slots = slots;
  }

  /** A program's place; the link is missing until there is one. */
  private static final class Slot {
    private final String program;
    private final AttachType type;
    private final Target target;
    private final Path pin;
    private @Nullable ProgramLink link;

    Slot(String program, AttachType type, Target target, Path pin) {
      this.program = program;
      this.type = type;
      this.target = target;
      this.pin = pin;
    }

    ProgramLink link() {
      ProgramLink found = link;
      if (found == null) {
        throw new IllegalStateException("program " + program + " is not attached");
      }
      return found;
    }
  }

  /**
   * The pinned links that still lead where the spec wants them; the others are to be made.
   *
   * @throws HookException when a place does not exist, or somebody else's XDP program is there
   */
  static Links living(AttachSpec spec, PinDirectory pins) throws HookException {
    Links links = new Links(new ArrayList<>());
    try {
      links.find(spec, spec.program(), spec.type(), pins.link());
      for (AttachSpec.Further more : spec.further()) {
        links.find(spec, more.program(), more.type(), pins.link(more.program()));
      }
      return links;
    } catch (HookException | RuntimeException e) {
      links.close();
      throw e;
    }
  }

  /**
   * Puts the programs in place, one after another. When one is refused, those before it are as they
   * were.
   */
  void put(LibbpfObject object) throws HookException {
    Deque<Runnable> undo = new ArrayDeque<>();
    List<Integer> opened = new ArrayList<>();
    try {
      for (Slot slot : slots) {
        put(slot, object.program(slot.program), undo, opened);
      }
    } catch (HookException | RuntimeException e) {
      undo.forEach(Runnable::run);
      throw e;
    } finally {
      opened.forEach(Libc::close);
    }
  }

  /** The first link as the kernel has it. */
  LinkInfo info() throws KernelError {
    return slots.get(0).link().info();
  }

  /** Of the further links, what is wrong with the first that is not as it was made; or nothing. */
  String trouble(LibbpfObject object) throws KernelError, HookException {
    for (Slot slot : slots.subList(1, slots.size())) {
      LinkInfo info = slot.link().info();
      int own = Bpf.programInfo(object.program(slot.program)).id();
      if (info.device() == 0) {
        return slot.program + " is not attached to " + slot.target.name() + " any more";
      }
      if (info.program() != own) {
        return "program " + info.program() + " has taken over from " + slot.program;
      }
    }
    return "";
  }

  /** Whether every pin is there. */
  boolean pinned() {
    return slots.stream().allMatch(slot -> Files.exists(slot.pin));
  }

  /** Makes pins anew that somebody has removed. */
  void restorePins() throws HookException {
    for (Slot slot : slots) {
      PinDirectory.restore(slot.pin, slot.link().fd());
    }
  }

  /** Takes all programs off. */
  void detach() {
    for (Slot slot : slots) {
      if (slot.link != null) {
        slot.link.detach();
      }
    }
  }

  @Override
  public void close() {
    for (Slot slot : slots) {
      if (slot.link != null) {
        slot.link.close();
      }
    }
  }

  private void find(AttachSpec spec, String program, AttachType type, Path pin)
      throws HookException {
    Target target = Target.of(type, spec.device());
    if (!target.exists()) {
      throw new HookException(
          (type.device() ? "interface " : "")
              + target.name()
              + " does not exist: create it, or configure another for hook "
              + spec.hook());
    }
    Slot slot = new Slot(program, type, target, pin);
    slots.add(slot);
    int fd = PinDirectory.open(pin);
    if (fd >= 0) {
      slot.link = leading(ProgramLink.of(fd), target);
    }
    if (slot.link == null && type.xdp()) {
      ProgramLink.checkFree(target.name(), target.number());
    }
  }

  /** The link, if it still leads to the target. */
  private static @Nullable ProgramLink leading(ProgramLink link, Target target)
      throws HookException {
    try {
      if (link.info().device() == target.number()) {
        return link;
      }
    } catch (KernelError e) {
      link.close();
      throw Refusals.of(e);
    }
    link.close();
    return null;
  }

  private static void put(Slot slot, int program, Deque<Runnable> undo, List<Integer> opened)
      throws HookException {
    ProgramLink living = slot.link;
    if (living != null) {
      int before = runningIn(living);
      if (before >= 0) {
        opened.add(before);
      }
      if (living.update(program)) {
        undo.push(() -> Libbpf.bpf_link_update(living.fd(), before, null));
        return;
      }
      living.close();
      slot.link = null;
    }
    ProgramLink made = pinned(ProgramLink.create(program, slot.type, slot.target), slot.pin);
    slot.link = made;
    undo.push(
        () -> {
          made.detach();
          PinDirectory.remove(slot.pin);
        });
  }

  /** A descriptor of the program that a link runs, or −1. */
  private static int runningIn(ProgramLink link) throws HookException {
    try {
      return Libbpf.bpf_prog_get_fd_by_id(link.info().program());
    } catch (KernelError e) {
      throw Refusals.of(e);
    }
  }

  private static ProgramLink pinned(ProgramLink link, Path pin) throws HookException {
    try {
      PinDirectory.stage(pin, link.fd());
      PinDirectory.commit(pin);
      return link;
    } catch (HookException | RuntimeException e) {
      link.detach();
      link.close();
      throw e;
    }
  }
}
