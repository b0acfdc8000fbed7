package dev.weir.bench.kernel;

/**
 * How far a program looks at one place.
 *
 * @param place where it sits
 * @param depth how far it looks
 * @param knows what it knows by that
 * @param program its name in the object
 */
record Look(String place, String depth, String knows, String program) {

  /** What is measured against. */
  static final String NOTHING = "nothing";

  boolean nothing() {
    return depth.equals(NOTHING);
  }
}
