package dev.weir.hook;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Takes what a {@link RuleSource} finds. May be called from any thread; does not block. */
@ProviderType
public interface RuleSink {

  /**
   * All documents that the source has now. A document that was delivered before and is missing has
   * been deleted, and its rules go; one that cannot be read keeps the rules of its last good text.
   */
  void deliver(List<Document> documents);

  /**
   * The source cannot be read now. The rules stay; the user is told.
   *
   * @param reason what is wrong and what to do
   */
  void unreachable(String reason);
}
