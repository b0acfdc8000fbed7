package dev.weir.hook;

import dev.weir.rule.RuleSet;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An attached hook. It ends by exactly one of {@link #release} and {@link #detach}; both may be
 * called again without effect.
 *
 * <p>An attachment that is also a {@link SignalSource} is read by the manager for as long as it
 * lives.
 */
@ConsumerType
public interface Attachment {

  /**
   * Puts the hook's slice of the rules in force, whole. On failure the slice before it stays.
   *
   * @param slice only rules that {@link Hook#judge} accepted; its revision is that of the whole set
   * @throws HookException when the plane refuses the slice
   */
  void apply(RuleSet slice) throws HookException;

  /** What the kernel or the proxy says is so, asked now. Does not fail: trouble is a status. */
  Status status();

  /** Lets go and leaves enforcement to the successor that has taken over. */
  void release();

  /**
   * Its hook is gone and no other version has come: where the hook is set to fail closed, what its
   * rules limit is refused whole from now on, until a successor takes over or this is detached.
   *
   * @return whether that is so; false where the hook fails open, and this is to be detached
   * @throws HookException when it could not be done; what the rules limit stays limited
   */
  default boolean shut() throws HookException {
    return false;
  }

  /** Takes everything down: no link, pin, map, qdisc or filter is left. */
  void detach();
}
