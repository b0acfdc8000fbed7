package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.sys.KernelError;
import dev.weir.libbpf.sys.Libbpf;
import dev.weir.libbpf.sys.Libc;
import dev.weir.libbpf.sys.LinkInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A program with a link of its own: everywhere but at XDP. */
final class LinkSeat implements Seat {

  private final String program;
  private final AttachType type;
  private final Target target;
  private final Path pin;
  private final TcxOrder order;
  private @Nullable ProgramLink link;
  private @Nullable ProgramLink left;
  private int replaced = -1;

  private LinkSeat(String program, AttachType type, Target target, Path pin, TcxOrder order) {
    this.program = program;
    this.type = type;
    this.target = target;
    this.pin = pin;
    this.order = order;
  }

  /** The seat, with the pinned link if that still leads there. */
  static LinkSeat living(AttachSpec.Further program, Target target, Path pin, TcxOrder order)
      throws HookException {
    LinkSeat seat = new LinkSeat(program.program(), program.type(), target, pin, order);
    int fd = PinDirectory.open(pin);
    if (fd >= 0) {
      seat.link = ProgramLink.of(fd).leadingTo(target);
    }
    return seat;
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
    ProgramLink living = link;
    if (living != null && !order.moves()) {
      replaced = living.running();
      if (living.update(next)) {
        return () -> Libbpf.bpf_link_update(living.fd(), replaced, null);
      }
      living.close();
      link = null;
    }
    left = link;
    ProgramLink made = pinned(order.create(next, type, target));
    link = made;
    return () -> unmake(made);
  }

  @Override
  public void settle() {
    if (left != null) {
      left.detach();
      left.close();
      left = null;
    }
    forget();
  }

  @Override
  public LinkInfo info() throws KernelError {
    return link().info();
  }

  @Override
  public int running() throws KernelError {
    return link().info().program();
  }

  @Override
  public String order() {
    return TcxOrder.names(type, target, link());
  }

  @Override
  public boolean pinned() {
    return Files.exists(pin);
  }

  @Override
  public void restorePins() throws HookException {
    PinDirectory.restore(pin, link().fd());
  }

  @Override
  public void detach() {
    if (link != null) {
      link.detach();
    }
  }

  @Override
  public void close() {
    if (link != null) {
      link.close();
    }
    if (left != null) {
      left.close();
    }
    forget();
  }

  private void forget() {
    if (replaced >= 0) {
      Libc.close(replaced);
      replaced = -1;
    }
  }

  private void unmake(ProgramLink made) {
    made.detach();
    PinDirectory.remove(pin);
    ProgramLink before = left;
    if (before != null) {
      try {
        PinDirectory.restore(pin, before.fd());
      } catch (HookException e) {
        throw new IllegalStateException("cannot pin what was there before", e);
      }
      left = null;
      link = before;
      made.close();
    }
  }

  private ProgramLink pinned(ProgramLink made) throws HookException {
    try {
      PinDirectory.stage(pin, made.fd());
      PinDirectory.commit(pin);
      return made;
    } catch (HookException | RuntimeException e) {
      made.detach();
      made.close();
      throw e;
    }
  }

  private ProgramLink link() {
    ProgramLink found = link;
    if (found == null) {
      throw new IllegalStateException("program " + program + " is not attached");
    }
    return found;
  }
}
