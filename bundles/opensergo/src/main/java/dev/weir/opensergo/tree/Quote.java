package dev.weir.opensergo.tree;

/** Foreign text made fit for a message: one line, without control characters, not too long. */
public final class Quote {

  private static final int MAX = 60;
  private static final int MAX_LINE = 200;

  private Quote() {}

  /** In double quotes, cut after {@value #MAX} characters. */
  public static String of(String text) {
    return '"' + plain(text) + '"';
  }

  /** Without quotes, cut after {@value #MAX} characters. */
  public static String plain(String text) {
    return clean(text, MAX);
  }

  /** Without quotes, cut after {@value #MAX_LINE} characters: a message of a parser. */
  static String line(String text) {
    return clean(text, MAX_LINE);
  }

  private static String clean(String text, int longest) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .forEach(
            c -> {
              if (c == '\n') {
                clean.append("\\n");
              } else {
                clean.appendCodePoint(visible(c) ? c : 0xFFFD);
              }
            });
    return text.codePointCount(0, Math.min(text.length(), 4 * longest)) > longest
        ? clean.append('…').toString()
        : clean.toString();
  }

  /** Neither a control nor what turns the direction of a terminal's text. */
  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
