package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.KernelError;
import dev.weir.libbpf.sys.Libbpf;
import dev.weir.libbpf.sys.Libc;
import dev.weir.libbpf.sys.LinkInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The programs of Weir's at the XDP of one interface, in order. The interface's link runs the
 * first, each hands on to the next; the maps say who is where, so that a daemon that starts reads
 * the chain as the last one left it.
 *
 * <p>Every change, a new version, a newcomer, one that goes, is one store that packets see whole:
 * the link at the front, else the element of the program array behind the one before. A newcomer is
 * noted before packets come to it, one that goes is forgotten after: a daemon killed in between
 * leaves a note that the next attach makes true.
 */
final class XdpChain implements AutoCloseable {

  private static final String DIRECTORY = "_xdp";

  private final PinDirectory pins;
  private final Target target;
  private final ChainMaps maps;
  private @Nullable ProgramLink link;

  private XdpChain(PinDirectory pins, Target target, ChainMaps maps, @Nullable ProgramLink link) {
    this.pins = pins;
    this.target = target;
    this.maps = maps;
    this.link = link;
  }

  /**
   * The chain of an interface, with what is pinned of it if that still leads there.
   *
   * @throws HookException when a program that is not Weir's sits there
   */
  static XdpChain open(Path root, Target target) throws HookException {
    PinDirectory pins = new PinDirectory(root, DIRECTORY, target.name());
    int fd = PinDirectory.open(pins.link());
    ProgramLink link = fd < 0 ? null : ProgramLink.of(fd).leadingTo(target);
    if (link == null) {
      ProgramLink.checkFree(target.name(), target.number());
      return new XdpChain(pins, target, ChainMaps.make(), null);
    }
    try {
      return new XdpChain(pins, target, pinnedMaps(pins), link);
    } catch (HookException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  /** Whether packets of an interface come to a hook, or to one that is noted as it. */
  static boolean holds(Path root, String device, String hook) throws HookException {
    PinDirectory pins = new PinDirectory(root, DIRECTORY, device);
    int fd = PinDirectory.open(pins.link());
    if (fd < 0) {
      return false;
    }
    Target target = new Target(device, 0, "");
    try (XdpChain chain = new XdpChain(pins, target, pinnedMaps(pins), ProgramLink.of(fd))) {
      return chain.info().device() != 0 && chain.members().stream().anyMatch(m -> m.of(hook));
    } catch (KernelError e) {
      throw Refusals.of(e);
    }
  }

  /** Takes a hook out of the chain of another interface, whatever became of that. */
  static void takeDown(Path root, String device, String hook) throws HookException {
    PinDirectory pins = new PinDirectory(root, DIRECTORY, device);
    int fd = PinDirectory.open(pins.link());
    if (fd < 0) {
      return;
    }
    Target target = new Target(device, 0, "");
    try (XdpChain chain = new XdpChain(pins, target, pinnedMaps(pins), ProgramLink.of(fd))) {
      for (ChainPlace place : chain.members()) {
        if (place.of(hook)) {
          chain.remove(place.slot());
        }
      }
    }
  }

  private static ChainMaps pinnedMaps(PinDirectory pins) throws HookException {
    int places = PinDirectory.open(pins.map(ChainMaps.PLACES));
    int programs = PinDirectory.open(pins.map(ChainMaps.PROGRAMS));
    if (places >= 0 && programs >= 0) {
      return ChainMaps.of(places, programs);
    }
    close(places);
    close(programs);
    return ChainMaps.make();
  }

  ChainMaps maps() {
    return maps;
  }

  /** Who is in it, in order. */
  List<ChainPlace> members() {
    List<ChainPlace> members = new ArrayList<>();
    for (int slot = maps.next(0);
        slot != 0 && members.size() < ChainMaps.SLOTS;
        slot = maps.next(slot)) {
      members.add(maps.place(slot));
    }
    return members;
  }

  /** A place that nobody is at. */
  int free() throws HookException {
    List<Integer> taken = members().stream().map(ChainPlace::slot).toList();
    for (int slot = 1; slot < ChainMaps.SLOTS; slot++) {
      if (!taken.contains(slot)) {
        return slot;
      }
    }
    throw new HookException(
        "XDP of " + target.name() + " has " + taken.size() + " programs of Weir's, and no room");
  }

  /**
   * Puts a new version at the place of the old.
   *
   * @return false when the interface has gone meanwhile
   */
  boolean replace(int slot, int program) throws HookException {
    return come(before(slot), program);
  }

  /** Puts a newcomer at its place, behind those that belong before it. */
  void insert(ChainPlace place, int program, AttachType type) throws HookException {
    int before = 0;
    int after = maps.next(0);
    while (after != 0 && maps.place(after).before(place.priority(), place.handsOn())) {
      before = after;
      after = maps.next(after);
    }
    int next = after == 0 || link == null ? -1 : open(coming(before));
    try {
      maps.after(place.slot(), next);
    } finally {
      close(next);
    }
    maps.write(place, after);
    maps.next(before, place.slot());
    try {
      if (link == null || !come(before, program)) {
        lead(program, type);
      } else {
        restorePins();
      }
    } catch (HookException | RuntimeException e) {
      maps.next(before, after);
      maps.clear(place.slot());
      throw e;
    }
  }

  /** Takes a place out, and ends the chain with its last; packets on their way there arrive. */
  void remove(int slot) throws HookException {
    List<Integer> slots = members().stream().map(ChainPlace::slot).toList();
    ProgramLink leading = link;
    if (!slots.contains(slot) || leading == null) {
      return;
    }
    int before = before(slot);
    int next = maps.next(slot) == 0 ? -1 : open(maps.after(slot));
    if (before == 0 && next < 0) {
      if (pinned(leading)) {
        PinDirectory.removeAll(pins.directory());
      }
      leading.detach();
      maps.clear(slot);
      return;
    }
    try {
      come(before, next);
    } finally {
      close(next);
    }
    maps.next(before, maps.next(slot));
    Refusals.check("wait for packets on their way", Bpf.awaitReaders());
    maps.clear(slot);
  }

  /** The interface's link. */
  LinkInfo info() throws KernelError {
    if (link == null) {
      throw new IllegalStateException("no program is at XDP of " + target.name());
    }
    return link.info();
  }

  /** Id of the program that packets meet at a place, 0 when none leads there. */
  int running(int slot) throws KernelError {
    boolean noted = members().stream().anyMatch(place -> place.slot() == slot);
    return noted && link != null ? coming(before(slot)) : 0;
  }

  /** A descriptor of the program that packets meet at a place, owned by the caller, or −1. */
  int openAt(int slot) throws HookException {
    return open(coming(before(slot)));
  }

  boolean pinned() {
    return Files.exists(pins.link())
        && Files.exists(pins.map(ChainMaps.PLACES))
        && Files.exists(pins.map(ChainMaps.PROGRAMS));
  }

  void restorePins() throws HookException {
    if (link != null) {
      pins.make();
      PinDirectory.restore(pins.map(ChainMaps.PLACES), maps.placesFd());
      PinDirectory.restore(pins.map(ChainMaps.PROGRAMS), maps.programsFd());
      PinDirectory.restore(pins.link(), link.fd());
    }
  }

  @Override
  public void close() {
    maps.close();
    if (link != null) {
      link.close();
    }
  }

  /** Whether the pins are this chain's, not those of one that was made after the interface was. */
  private boolean pinned(ProgramLink leading) throws HookException {
    int fd = PinDirectory.open(pins.link());
    if (fd < 0) {
      return true;
    }
    try (ProgramLink pin = ProgramLink.of(fd)) {
      return pin.info().id() == leading.info().id();
    } catch (KernelError e) {
      throw Refusals.of(e);
    }
  }

  /** The place before one; 0 for the link. */
  private int before(int slot) {
    int before = 0;
    for (ChainPlace place : members()) {
      if (place.slot() == slot) {
        return before;
      }
      before = place.slot();
    }
    return 0;
  }

  /** Id of the program that comes after a place; of 0, that of the link. */
  private int coming(int before) {
    try {
      return before == 0 ? info().program() : maps.after(before);
    } catch (KernelError e) {
      return 0;
    }
  }

  /**
   * Has a program come after a place; after 0, by the link.
   *
   * @return false when the link leads nowhere any more
   */
  private boolean come(int before, int program) throws HookException {
    if (before == 0) {
      return link != null && link.update(program);
    }
    maps.after(before, program);
    return true;
  }

  private static void close(int descriptor) {
    if (descriptor >= 0) {
      Libc.close(descriptor);
    }
  }

  private static int open(int id) {
    return id == 0 ? -1 : Math.max(-1, Libbpf.bpf_prog_get_fd_by_id(id));
  }

  /** Makes the interface's link, and pins it and the maps. */
  private void lead(int program, AttachType type) throws HookException {
    ProgramLink living = link;
    ProgramLink made = ProgramLink.create(program, type, target);
    try {
      pins.make();
      PinDirectory.stage(pins.map(ChainMaps.PLACES), maps.placesFd());
      PinDirectory.stage(pins.map(ChainMaps.PROGRAMS), maps.programsFd());
      PinDirectory.stage(pins.link(), made.fd());
      PinDirectory.commit(pins.map(ChainMaps.PLACES));
      PinDirectory.commit(pins.map(ChainMaps.PROGRAMS));
      PinDirectory.commit(pins.link());
    } catch (HookException | RuntimeException e) {
      made.detach();
      made.close();
      throw e;
    }
    if (living != null) {
      living.close();
    }
    link = made;
  }
}
