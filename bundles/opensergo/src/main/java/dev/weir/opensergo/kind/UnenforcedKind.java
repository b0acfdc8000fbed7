package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Fields;

/** A kind that OpenSergo defines and no plane enforces: refused, never dropped in silence. */
record UnenforcedKind(String apiVersion, String name) implements Kind {

  @Override
  public Meaning read(Meta meta, Fields object) {
    object.ignore("spec");
    object.refuse("kind", name + " is not enforced yet: remove it from this document");
    return new Meaning.Nothing();
  }
}
