package dev.weir.opensergo.kind;

import dev.weir.rule.Rule;
import java.util.List;
import java.util.function.Function;

/** Gives rules, once the objects that it refers to are found. */
public non-sealed interface Binding extends Meaning {

  /** How many rules, known without making them. */
  int size();

  /** Ids of the rules, known before any reference is resolved. */
  List<String> ids();

  /** What it refers to; each is resolved or the document is refused. */
  List<Reference> references();

  /**
   * The rules.
   *
   * @param found the meanings of the references
   */
  List<Rule> rules(Function<Reference, Meaning> found);
}
