package dev.weir.engine.match;

/**
 * A set of characters (Unicode code points), as ranges; built once, then asked.
 *
 * <p>Regardless of case, two characters are the same when one is the other's simple upper or lower
 * case. Of letters with more than two forms beyond ASCII (such as the three sigmas) RE2 knows every
 * pair, this set those that one step leads to.
 */
final class CharSet {

  /** The last character. */
  static final int MAX = Character.MAX_CODE_POINT;

  /** The two characters beyond ASCII that are an ASCII letter but for their case: K and s. */
  private static final int KELVIN = 0x212A;

  private static final int LONG_S = 0x017F;
  private static final int ASCII = 0x80;
  private static final int CASE_BIT = 0x20;

  private int[] ranges = new int[8];
  private int size;
  private boolean negated;
  private boolean anyCase;

  /** One character. */
  static CharSet of(int character) {
    return new CharSet().add(character, character);
  }

  /** A range of characters, ends included. */
  CharSet add(int from, int to) {
    if (size == ranges.length) {
      int[] longer = new int[2 * size];
      System.arraycopy(ranges, 0, longer, 0, size);
      ranges = longer;
    }
    ranges[size++] = from;
    ranges[size++] = to;
    return this;
  }

  /** The complement. */
  CharSet negate() {
    negated = !negated;
    return this;
  }

  /** Regardless of case. */
  CharSet anyCase() {
    anyCase = true;
    return this;
  }

  /** Ranges of ASCII, given as pairs, or all characters but those; in every case if wanted. */
  CharSet addGroup(String pairs, boolean complement, boolean inAnyCase) {
    CharSet group = new CharSet();
    for (int i = 0; i < pairs.length(); i += 2) {
      group.add(pairs.charAt(i), pairs.charAt(i + 1));
    }
    if (inAnyCase) {
      group.anyCase();
    }
    int start = -1;
    for (int c = 0; c <= KELVIN + 1; c++) {
      boolean in = group.contains(c) != complement;
      if (in && start < 0) {
        start = c;
      } else if (!in && start >= 0) {
        add(start, c - 1);
        start = -1;
      }
    }
    return start < 0 ? this : add(start, MAX);
  }

  /** Whether a character is in the set. */
  boolean contains(int character) {
    return (has(character) || (anyCase && hasOtherCase(character))) != negated;
  }

  private boolean has(int character) {
    for (int i = 0; i < size; i += 2) {
      if (character >= ranges[i] && character <= ranges[i + 1]) {
        return true;
      }
    }
    return false;
  }

  private boolean hasOtherCase(int character) {
    if (character >= ASCII) {
      return hasOtherCaseBeyondAscii(character);
    }
    int letter = character | CASE_BIT;
    if (letter < 'a' || letter > 'z') {
      return false;
    }
    return has(character ^ CASE_BIT)
        || (letter == 'k' && has(KELVIN))
        || (letter == 's' && has(LONG_S));
  }

  private boolean hasOtherCaseBeyondAscii(int character) {
    if (character == KELVIN) {
      return has('k') || has('K');
    }
    if (character == LONG_S) {
      return has('s') || has('S');
    }
    int upper = Character.toUpperCase(character);
    return hasBeyondAscii(upper)
        || hasBeyondAscii(Character.toLowerCase(character))
        || hasBeyondAscii(Character.toLowerCase(upper));
  }

  private boolean hasBeyondAscii(int character) {
    return character >= ASCII && has(character);
  }
}
