package dev.weir.opensergo.kind;

/** What an object says. */
public sealed interface Meaning permits Strategy, Action, Binding, Meaning.Nothing {

  /** Of an object that cannot be used; its document has a problem that says why. */
  record Nothing() implements Meaning {}
}
