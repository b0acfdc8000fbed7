package dev.weir.source.kubernetes;

/**
 * Resource versions. They are said to be opaque; of one object store they are its revision, and
 * comparing two of them is how a store that was emptied is told from one that was edited.
 */
final class Versions {

  private Versions() {}

  /** Whether both are numbers and the first is less. */
  static boolean isBefore(String one, String other) {
    try {
      return Long.parseLong(one) < Long.parseLong(other);
    } catch (NumberFormatException opaque) {
      return false;
    }
  }
}
