package dev.weir.manager;

import dev.weir.hook.HookSpec;
import dev.weir.hook.Status;
import java.util.List;

/**
 * A hook: what it wants, what the manager did, what the plane says.
 *
 * @param spec what it wants
 * @param state what the manager did
 * @param point where it is attached, or would be
 * @param since milliseconds since the epoch at which the state was entered
 * @param problem why it is not attached or its last rules were refused; empty when all is well
 * @param rules ids of the rules it enforces
 * @param status what the kernel or the proxy says now
 */
public record HookView(
    HookSpec spec,
    State state,
    String point,
    long since,
    String problem,
    List<String> rules,
    Status status) {

  public HookView {
    rules = List.copyOf(rules);
  }

  /** What the manager did. */
  public enum State {
    /** In place. */
    ATTACHED,
    /** The user took it down, or its plane is switched off. */
    DETACHED,
    /** The plane refused; retried when the plane comes back. */
    FAILED,
    /** Its bundle is gone for the moment; what it attached stays until the linger time is over. */
    LINGERING,
    /** Its bundle is gone, and it fails closed: what its rules limited is refused. */
    CLOSED,
    /**
     * A daemon that was killed left it in place, and no bundle here offers it. It enforces what it
     * last knew, and when that began is not known.
     */
    LEFT
  }

  /** Whether record and status differ: attached by the record, and not there. */
  public boolean drift() {
    boolean inPlace = state != State.DETACHED && state != State.FAILED;
    return inPlace != status.live();
  }
}
