package dev.weir.engine.match;

import org.jspecify.annotations.Nullable;

/** Reads sets of characters: those in brackets, and the escapes that mean a set. */
final class ClassParser {

  private static final String DIGITS = "09";
  private static final String SPACES = "\t\n\f\r  ";
  private static final String WORDS = "09AZ__az";

  private final PatternText text;

  ClassParser(PatternText text) {
    this.text = text;
  }

  /** The set of an escape such as {@code \d}, after its backslash; null if it is none. */
  @Nullable CharSet escapedSet(boolean anyCase) {
    CharSet set = new CharSet();
    return addEscapedSet(set, anyCase) ? set : null;
  }

  private boolean addEscapedSet(CharSet set, boolean anyCase) {
    int c = text.peek();
    String pairs =
        switch (c) {
          case 'd', 'D' -> DIGITS;
          case 's', 'S' -> SPACES;
          case 'w', 'W' -> WORDS;
          default -> "";
        };
    if (c == 'p' || c == 'P') {
      throw text.problem("Unicode classes (\\p) are not supported");
    }
    if (pairs.isEmpty()) {
      return false;
    }
    text.next();
    set.addGroup(pairs, c < 'a', anyCase);
    return true;
  }

  /** A set in brackets, after the opening one. */
  CharSet bracketed(boolean anyCase) {
    CharSet set = new CharSet();
    boolean negated = text.accept("^");
    boolean first = true;
    while (first || text.peek() != ']') {
      first = false;
      if (text.hasAhead(":]") && text.accept("[:")) {
        named(set, anyCase);
      } else if (!acceptEscapedSet(set, anyCase)) {
        range(set);
      }
    }
    text.next();
    if (anyCase) {
      set.anyCase();
    }
    return negated ? set.negate() : set;
  }

  private boolean acceptEscapedSet(CharSet set, boolean anyCase) {
    int start = text.position();
    if (text.accept("\\") && addEscapedSet(set, anyCase)) {
      return true;
    }
    text.back(start);
    return false;
  }

  private void range(CharSet set) {
    int from = character();
    int to = from;
    int start = text.position();
    if (text.accept("-")) {
      if (text.peek() == ']') {
        text.back(start);
      } else {
        to = character();
      }
    }
    if (to < from) {
      throw text.problem("a range of characters that ends before it begins");
    }
    set.add(from, to);
  }

  private int character() {
    return text.accept("\\") ? text.escaped() : text.next();
  }

  private void named(CharSet set, boolean anyCase) {
    boolean negated = text.accept("^");
    String pairs =
        switch (text.until(":]")) {
          case "alnum" -> "09AZaz";
          case "alpha" -> "AZaz";
          case "ascii" -> "\u0000\u007f";
          case "blank" -> "\t\t  ";
          case "cntrl" -> "\u0000\u001f\u007f\u007f";
          case "digit" -> DIGITS;
          case "graph" -> "!~";
          case "lower" -> "az";
          case "print" -> " ~";
          case "punct" -> "!/:@[`{~";
          case "space" -> "\t\r  ";
          case "upper" -> "AZ";
          case "word" -> WORDS;
          case "xdigit" -> "09AFaf";
          default -> throw text.problem("a class of characters that does not exist");
        };
    set.addGroup(pairs, negated, anyCase);
  }
}
