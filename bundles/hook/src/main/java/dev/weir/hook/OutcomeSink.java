package dev.weir.hook;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A {@link RuleSource} that also wants to hear what became of its documents, to write it where
 * people look: next to the document.
 */
@ConsumerType
public interface OutcomeSink {

  /**
   * The outcome of every document that was delivered last, after a delivery was taken or refused
   * and whenever a rule is enforced elsewhere than before. Called on the manager's thread: returns
   * at once.
   */
  void outcomes(List<Outcome> outcomes);
}
