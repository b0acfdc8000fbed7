package dev.weir.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Text in aligned columns, two spaces apart. A column of numbers is aligned to the right; the last
 * column is as long as its text, and no line ends in a space.
 */
final class Table {

  /** Titles of columns of numbers that are no rates. */
  private static final Set<String> NUMBERS = Set.of("RT MS", "AT ONCE", "RTT US");

  private final List<String> header;
  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param header column titles; one that ends in {@code /S} or is in {@link #NUMBERS} heads
   *     numbers
   */
  Table(String... header) {
    this.header = List.of(header);
    this.right = new boolean[header.length];
    for (int i = 0; i < header.length; i++) {
      right[i] = header[i].endsWith("/S") || NUMBERS.contains(header[i]);
    }
  }

  /** Adds a row; an empty cell is shown as a dash, control characters as they are escaped. */
  void row(String... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException(
          "a row of this table has " + right.length + " cells, had " + cells.length);
    }
    List<String> row = new ArrayList<>(cells.length);
    for (String cell : cells) {
      row.add(cell.isEmpty() ? "-" : printable(cell));
    }
    rows.add(row);
  }

  /** All lines, each with a line feed. */
  String text() {
    int[] widths = new int[right.length];
    widen(widths, header);
    for (List<String> row : rows) {
      widen(widths, row);
    }
    StringBuilder text = new StringBuilder();
    line(text, widths, header);
    for (List<String> row : rows) {
      line(text, widths, row);
    }
    return text.toString();
  }

  /** The text with control characters escaped: what a rule file says must not steer a terminal. */
  static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        out.append(String.format("\\x%02x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static void widen(int[] widths, List<String> cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells.get(i).length());
    }
  }

  private void line(StringBuilder text, int[] widths, List<String> cells) {
    int start = text.length();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String padding = " ".repeat(widths[i] - cell.length());
      text.append(i == 0 ? "" : "  ");
      text.append(right[i] ? padding + cell : cell + padding);
    }
    int end = text.length();
    while (end > start && text.charAt(end - 1) == ' ') {
      end--;
    }
    text.setLength(end);
    text.append('\n');
  }
}
