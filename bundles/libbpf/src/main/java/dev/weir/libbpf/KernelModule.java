package dev.weir.libbpf;

import dev.weir.hook.HookException;
import dev.weir.hook.RuleCounts;
import dev.weir.hook.SignalReader;
import dev.weir.rule.RuleSet;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a hook knows of its own maps. Called one at a time, never after the attachment has ended,
 * and not needed to end it: an attachment is taken down also when the hook's classes are gone.
 */
@ConsumerType
public interface KernelModule {

  /**
   * Puts a slice of the rules into the maps, whole; on failure the slice before it stays.
   *
   * @throws HookException when the maps cannot hold it
   */
  void apply(RuleSet slice) throws HookException;

  /**
   * Reads all totals in at most a few milliseconds.
   *
   * @throws HookException when the kernel refuses
   */
  void read(SignalReader reader) throws HookException;

  /** Packets that the program has met, of every kind; below 0 when it does not count them all. */
  default long beats() {
    return -1;
  }

  /**
   * Reads what each rule of the slice did; nothing where the program does not count by rule.
   *
   * @throws HookException when the kernel refuses
   */
  default void readRules(RuleCounts.RuleReader reader) throws HookException {}

  /** Ids of the rules in force that the daemon steers. */
  default Set<String> steered() {
    return Set.of();
  }

  /**
   * Says what a rule that is {@link #steered} allows from now on, as {@link
   * dev.weir.hook.Steerable#steer} has it.
   *
   * @throws HookException when the kernel refuses
   */
  default void steer(String rule, double allowed) throws HookException {}

  /**
   * Refuses from now on, until the next {@link #apply}, all that its rules limit; those that only
   * watch or mark go on doing so.
   *
   * @throws HookException when the kernel refuses, or the module cannot
   */
  default void shut() throws HookException {
    throw new HookException("this hook limits nothing that could be shut");
  }

  /** Names and values for the status: overflows, sizes. */
  Map<String, String> facts();

  /** Makes a module of an object's maps. */
  @ConsumerType
  @FunctionalInterface
  interface Binder {

    /**
     * Called when the maps are there and, at a first attach, no packet has met the program yet.
     *
     * @param object owned by the attachment; not to be closed
     * @throws HookException when the maps are not as expected; the attach then fails
     */
    KernelModule bind(LoadedObject object) throws HookException;
  }
}
