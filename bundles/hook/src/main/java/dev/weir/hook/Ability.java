package dev.weir.hook;

/** A hook's answer to whether it could enforce a rule. */
public sealed interface Ability permits Ability.Able, Ability.Unable {

  /**
   * It could.
   *
   * @param note what the user should know ("limitMode Global is counted per proxy"), or empty
   */
  record Able(String note) implements Ability {}

  /**
   * It could not.
   *
   * @param reason a clause that completes "not here because"
   */
  record Unable(String reason) implements Ability {}

  /** Able, with nothing to add. */
  static Ability yes() {
    return new Able("");
  }

  /** Unable, and why. */
  static Ability no(String reason) {
    return new Unable(reason);
  }
}
