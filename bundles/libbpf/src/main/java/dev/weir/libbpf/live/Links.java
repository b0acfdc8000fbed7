package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.KernelError;
import dev.weir.libbpf.sys.LinkInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The seats of one attachment, that of its first program first. Owns them until closed. */
final class Links implements AutoCloseable {

  private final List<Seat> seats = new ArrayList<>();

  private Links() {}

  /**
   * The places where the spec wants its programs, with the pinned links that still lead there; the
   * others are to be made.
   *
   * @throws HookException when a place does not exist, or somebody else's XDP program is there
   */
  static Links living(AttachSpec spec, PinDirectory pins) throws HookException {
    Links links = new Links();
    try {
      links.find(spec, new AttachSpec.Further(spec.program(), spec.type()), pins, true);
      for (AttachSpec.Further more : spec.further()) {
        links.find(spec, more, pins, false);
      }
      return links;
    } catch (HookException | RuntimeException e) {
      links.close();
      throw e;
    }
  }

  /**
   * The place in a chain of XDP that the object's program is told of; null when it has none, or
   * knows of no chain.
   */
  @Nullable ChainSeat chained() {
    return seats.size() == 1 && seats.get(0) instanceof ChainSeat seat && seat.handsOn()
        ? seat
        : null;
  }

  /**
   * Puts the programs in place, one after another. When one is refused, those before it are as they
   * were.
   */
  void put(LibbpfObject object) throws HookException {
    Deque<Runnable> undo = new ArrayDeque<>();
    try {
      for (Seat seat : seats) {
        undo.push(seat.put(object.program(seat.program())));
      }
      for (Seat seat : seats) {
        seat.settle();
      }
    } catch (HookException | RuntimeException e) {
      undo.forEach(Runnable::run);
      throw e;
    }
  }

  /** The first link as the kernel has it. */
  LinkInfo info() throws KernelError {
    return seats.get(0).info();
  }

  /** Id of the program that runs at the first place. */
  int running() throws KernelError {
    return seats.get(0).running();
  }

  /** Who is at the first place, in order; empty when nobody else is. */
  String order() {
    return seats.get(0).order();
  }

  /** Of the further links, what is wrong with the first that is not as it was made; or nothing. */
  String trouble(LibbpfObject object) throws KernelError, HookException {
    for (Seat seat : seats.subList(1, seats.size())) {
      int own = Bpf.programInfo(object.program(seat.program())).id();
      if (seat.info().device() == 0) {
        return seat.program() + " is not attached to " + seat.target().name() + " any more";
      }
      if (seat.running() != own) {
        return "program " + seat.running() + " has taken over from " + seat.program();
      }
    }
    return "";
  }

  /** Whether every pin is there. */
  boolean pinned() {
    return seats.stream().allMatch(Seat::pinned);
  }

  /** Makes pins anew that somebody has removed. */
  void restorePins() throws HookException {
    for (Seat seat : seats) {
      seat.restorePins();
    }
  }

  /** Takes all programs off. */
  void detach() {
    seats.forEach(Seat::detach);
  }

  @Override
  public void close() {
    seats.forEach(Seat::close);
  }

  private void find(AttachSpec spec, AttachSpec.Further program, PinDirectory pins, boolean first)
      throws HookException {
    AttachType type = program.type();
    Target target = Target.of(type, spec.device());
    if (!target.exists()) {
      throw new HookException(
          (type.device() ? "interface " : "")
              + target.name()
              + " does not exist: create it, or configure another for hook "
              + spec.hook());
    }
    if (type.xdp()) {
      String member = first ? spec.hook() : spec.hook() + ":" + program.program();
      seats.add(ChainSeat.plan(spec, program, member, target, pins.root()));
    } else {
      TcxOrder order = new TcxOrder(spec, pins);
      seats.add(
          LinkSeat.living(
              program, target, first ? pins.link() : pins.link(program.program()), order));
    }
  }
}
