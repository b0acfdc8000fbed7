package dev.weir.hook;

import dev.weir.rule.Rule;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One hot-swappable piece, in a bundle of its own, registered as an OSGi service: a Wasm filter, an
 * XDP counter, a tc classifier.
 *
 * <p>The service may vanish while its attachment lives on for a moment (a bundle that is being
 * updated): an {@link Attachment} must work after its hook's bundle has stopped, so its classes
 * come from the bundle that owns the plane, or are loaded by the time {@link #attach} returns.
 */
@ConsumerType
public interface Hook {

  /** What it wants; the same at every call. */
  HookSpec spec();

  /** Whether it could enforce the rule, and if not, why. A pure function of the rule. */
  Ability judge(Rule rule);

  /** What its attachments count of resources, whatever their rules; the same at every call. */
  default Set<SignalEvent> tells() {
    return Set.of();
  }

  /** What it needs of the machine, each tried now; nothing where its plane needs nothing. */
  default List<Need> needs() {
    return List.of();
  }

  /**
   * Attaches at a point. If another version of the same name is attached there, this call takes
   * over from it in place, with its state where that has an equal layout: traffic is never without
   * the one or the other. On failure the predecessor is untouched.
   *
   * @param point {@link HookSpec#point()}, or what the user asked for
   * @throws HookException when the plane refuses
   */
  Attachment attach(String point) throws HookException;
}
