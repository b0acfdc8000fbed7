package dev.weir.hook;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An {@link Attachment} that enforces some of its rules by what the manager tells it ten times a
 * second: the manager evaluates them from signals, the attachment holds traffic to the outcome.
 * When the manager falls silent a limit of the rule's own holds.
 */
@ConsumerType
public interface Steerable {

  /** Ids of the rules in force that want to be steered. */
  Set<String> steered();

  /**
   * Says what a rule allows from now on; takes effect at once. A rule that is not {@link #steered}
   * is left alone.
   *
   * @param allowed what may pass in the rule's interval: infinity for everything, less than 1 for
   *     nothing. The interval is a flow rule's statistic interval, a circuit breaker's retry
   *     timeout, and a second for a system rule
   * @throws HookException when the plane refuses
   */
  void steer(String rule, double allowed) throws HookException;
}
