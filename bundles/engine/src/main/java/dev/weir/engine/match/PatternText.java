package dev.weir.engine.match;

/** The characters of a pattern, and how far they have been read. */
final class PatternText {

  /** What {@link #peek} gives at the end. */
  static final int END = -1;

  private static final int OCTAL = 8;
  private static final int CASE_BIT = 0x20;
  private static final int HEX = 16;
  private static final int OCTAL_DIGITS = 3;

  private final String text;
  private int at;

  PatternText(String text) {
    this.text = text;
  }

  PatternException problem(String what) {
    return new PatternException(what, text, at);
  }

  int position() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  boolean atEnd() {
    return at == text.length();
  }

  int peek() {
    return atEnd() ? END : text.codePointAt(at);
  }

  int next() {
    int character = peek();
    if (character == END) {
      throw problem("the pattern ends too early");
    }
    at += Character.charCount(character);
    return character;
  }

  /** Reads on if this comes next. */
  boolean accept(String expected) {
    boolean there = text.startsWith(expected, at);
    at += there ? expected.length() : 0;
    return there;
  }

  /** What comes before the next occurrence of an end, which is read too; or all that is left. */
  String until(String end) {
    int found = text.indexOf(end, at);
    String before = text.substring(at, found < 0 ? text.length() : found);
    at = found < 0 ? text.length() : found + end.length();
    return before;
  }

  /** Whether this comes somewhere after what has been read. */
  boolean hasAhead(String expected) {
    return text.indexOf(expected, at) >= 0;
  }

  /** A whole number, or -1 if none comes next or one with a leading 0; 1,000,000 if larger. */
  int number() {
    if (peek() == '0'
        && at + 1 < text.length()
        && text.charAt(at + 1) >= '0'
        && text.charAt(at + 1) <= '9') {
      return -1;
    }
    int number = -1;
    while (peek() >= '0' && peek() <= '9') {
      number = Math.min(1_000_000, Math.max(0, number) * 10 + next() - '0');
    }
    return number;
  }

  /** The character that an escape means, after its backslash. */
  int escaped() {
    int start = at;
    int c = next();
    return switch (c) {
      case 'a' -> 0x07;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      case 'x' -> hex();
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at = start;
        yield octal(c);
      }
      default -> punctuation(c, start);
    };
  }

  private int punctuation(int character, int start) {
    if (character >= 0x80 || isLetterOrDigit(character)) {
      at = start;
      throw problem("an escape that does not exist");
    }
    return character;
  }

  /** One digit but 0 alone would be a reference to a group, which cannot be matched in one pass. */
  private int octal(int first) {
    int start = at;
    int value = 0;
    for (int i = 0; i < OCTAL_DIGITS && peek() >= '0' && peek() <= '7'; i++) {
      value = value * OCTAL + next() - '0';
    }
    if (first != '0' && at == start + 1) {
      throw problem("references to groups are not supported");
    }
    return value;
  }

  private int hex() {
    boolean braces = accept("{");
    int start = at;
    int value = 0;
    int digit = digit();
    while (digit >= 0 && value <= CharSet.MAX && (braces || at - start < 2)) {
      next();
      value = value * HEX + digit;
      digit = digit();
    }
    boolean whole = braces ? at > start && accept("}") : at - start == 2;
    if (!whole || value > CharSet.MAX) {
      throw problem("a hexadecimal escape is \\x and two digits, or \\x{ digits }");
    }
    return value;
  }

  private int digit() {
    int c = peek();
    int letter = c | CASE_BIT;
    return c >= '0' && c <= '9' ? c - '0' : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  /** Of ASCII; the class library's own brings its tables of all characters into a filter. */
  static boolean isLetterOrDigit(int character) {
    int letter = character | CASE_BIT;
    return (character >= '0' && character <= '9') || (letter >= 'a' && letter <= 'z');
  }
}
