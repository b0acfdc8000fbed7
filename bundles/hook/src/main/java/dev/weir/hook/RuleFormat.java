package dev.weir.hook;

import dev.weir.rule.Rule;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads documents into rules: the border at which text is parsed. */
@ConsumerType
public interface RuleFormat {

  /**
   * Reads the documents of one source together, because objects name each other across documents.
   * Never throws for what a document contains.
   *
   * @return the rules of all documents without an error, in document order, and every problem
   */
  Reading read(List<Document> documents);

  /**
   * What was read.
   *
   * @param rules each with the document it came from
   * @param problems errors first to last; a document with an error gives no rules
   */
  record Reading(List<Sourced> rules, List<Problem> problems) {
    public Reading {
      rules = List.copyOf(rules);
      problems = List.copyOf(problems);
    }
  }

  /**
   * A rule and the name of its document.
   *
   * @param document {@link Document#name()}
   * @param rule the rule
   * @param parts names of other documents that say something of the rule: a strategy's, an action's
   */
  record Sourced(String document, Rule rule, List<String> parts) {
    public Sourced {
      parts = List.copyOf(parts);
    }

    /** A rule that stands in one document alone. */
    public Sourced(String document, Rule rule) {
      this(document, rule, List.of());
    }
  }
}
