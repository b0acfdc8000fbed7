package dev.weir.hook;

import org.osgi.annotation.versioning.ConsumerType;

/** An {@link Attachment} that counts what each rule of its slice did. */
@ConsumerType
public interface RuleCounts {

  /**
   * Reads the totals of every rule, in at most a few milliseconds; called ten times a second.
   *
   * @throws HookException when they cannot be read
   */
  void readRules(RuleReader reader) throws HookException;

  /** Takes totals while they are read. */
  @FunctionalInterface
  interface RuleReader {

    /**
     * One rule.
     *
     * @param rule its id
     * @param passed what it let pass: packets, bytes' packets or connections, as it counts
     * @param blocked what it refused; of a rule in shadow, what it would have
     */
    void total(String rule, long passed, long blocked);
  }
}
