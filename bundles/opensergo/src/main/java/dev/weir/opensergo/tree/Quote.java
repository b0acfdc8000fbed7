package dev.weir.opensergo.tree;

/** Foreign text made fit for a message: one line, without control characters, not too long. */
public final class Quote {

  private static final int MAX = 60;

  private Quote() {}

  /** In double quotes, cut after {@value #MAX} characters. */
  public static String of(String text) {
    return '"' + plain(text) + '"';
  }

  /** Without quotes, cut after {@value #MAX} characters. */
  public static String plain(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(MAX)
        .forEach(
            c -> {
              if (c == '\n') {
                clean.append("\\n");
              } else {
                clean.appendCodePoint(visible(c) ? c : 0xFFFD);
              }
            });
    return text.codePointCount(0, Math.min(text.length(), 4 * MAX)) > MAX
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
