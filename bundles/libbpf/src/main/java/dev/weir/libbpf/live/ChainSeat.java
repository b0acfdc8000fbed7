package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.btf.ElfObject;
import dev.weir.libbpf.btf.MalformedObjectException;
import dev.weir.libbpf.sys.KernelError;
import dev.weir.libbpf.sys.Libc;
import dev.weir.libbpf.sys.LinkInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place in the chain of XDP programs of an interface. A new version has the place of the old; a
 * hook whose priority is another gets another place, and for a moment packets meet it twice.
 */
final class ChainSeat implements Seat {

  private final String program;
  private final AttachType type;
  private final Target target;
  private final XdpChain chain;
  private final ChainPlace place;
  private final @Nullable ChainPlace old;
  private int replaced = -1;

  private ChainSeat(
      AttachSpec.Further program,
      Target target,
      XdpChain chain,
      ChainPlace place,
      @Nullable ChainPlace old) {
    this.program = program.program();
    this.type = program.type();
    this.target = target;
    this.chain = chain;
    this.place = place;
    this.old = old;
  }

  /**
   * Where a program will be.
   *
   * @throws HookException when somebody else's program is at the interface; when the chain is full,
   *     or has a program already that hands nothing on
   */
  static ChainSeat plan(
      AttachSpec spec, AttachSpec.Further program, String member, Target target, Path root)
      throws HookException {
    XdpChain chain = XdpChain.open(root, target);
    try {
      boolean handsOn = handsOn(spec);
      List<ChainPlace> members = chain.members();
      ChainPlace old =
          members.stream().filter(m -> m.member().equals(member)).findFirst().orElse(null);
      if (!handsOn) {
        checkLast(members, member, target);
      }
      int slot =
          old != null && old.handsOn() == handsOn && old.priority() == spec.priority()
              ? old.slot()
              : chain.free();
      ChainPlace place = new ChainPlace(slot, member, spec.priority(), handsOn);
      return new ChainSeat(program, target, chain, place, old);
    } catch (HookException | RuntimeException e) {
      chain.close();
      throw e;
    }
  }

  private static void checkLast(List<ChainPlace> members, String member, Target target)
      throws HookException {
    for (ChainPlace other : members) {
      if (!other.handsOn() && !other.member().equals(member)) {
        throw new HookException(
            "XDP of "
                + target.name()
                + " has "
                + other.member()
                + " already, which hands no packet on, as does "
                + member
                + ": one of two such programs must do so by weir/chain.h, or be elsewhere");
      }
    }
  }

  /** Whether the object has one program of XDP, and that is told of its place. */
  private static boolean handsOn(AttachSpec spec) throws HookException {
    long programs =
        (spec.type().xdp() ? 1 : 0)
            + spec.further().stream().filter(more -> more.type().xdp()).count();
    try {
      return programs == 1
          && ElfObject.read(spec.object().bytes()).symbol(ChainMaps.SLOT).isPresent();
    } catch (MalformedObjectException e) {
      throw new HookException(
          "object " + spec.object().name() + " is unusable: " + e.getMessage(), e);
    }
  }

  boolean handsOn() {
    return place.handsOn();
  }

  /** The place, as the program is told of it. */
  int slot() {
    return place.slot();
  }

  ChainMaps maps() {
    return chain.maps();
  }

  @Override
  public String program() {
    return program;
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Runnable put(int next) throws HookException {
    if (old != null && old.slot() == place.slot()) {
      replaced = chain.openAt(place.slot());
      if (chain.replace(place.slot(), next)) {
        return this::putBack;
      }
    }
    chain.insert(place, next, type);
    return () -> remove(place);
  }

  @Override
  public void settle() throws HookException {
    if (old != null && old.slot() != place.slot()) {
      chain.remove(old.slot());
    }
    forget();
  }

  @Override
  public LinkInfo info() throws KernelError {
    return chain.info();
  }

  @Override
  public int running() throws KernelError {
    return chain.running(place.slot());
  }

  @Override
  public String order() {
    List<ChainPlace> members = chain.members();
    return members.size() < 2
        ? ""
        : members.stream()
            .map(m -> m.slot() == place.slot() ? "-" + m.member() + "-" : m.member())
            .collect(Collectors.joining(", "));
  }

  @Override
  public boolean pinned() {
    return chain.pinned();
  }

  @Override
  public void restorePins() throws HookException {
    chain.restorePins();
  }

  @Override
  public void detach() {
    remove(place);
  }

  @Override
  public void close() {
    forget();
    chain.close();
  }

  private void remove(ChainPlace gone) {
    try {
      chain.remove(gone.slot());
    } catch (HookException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private void putBack() {
    try {
      chain.replace(place.slot(), replaced);
    } catch (HookException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private void forget() {
    if (replaced >= 0) {
      Libc.close(replaced);
      replaced = -1;
    }
  }
}
