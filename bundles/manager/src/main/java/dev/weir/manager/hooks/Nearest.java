package dev.weir.manager.hooks;

import java.util.Collection;
import java.util.Comparator;

/** Suggests the known word that a user may have meant. */
final class Nearest {

  private Nearest() {}

  /** {@code ; did you mean 'x'?}, or what there is. */
  static String to(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .map(
            nearest ->
                distance(word, nearest) <= 1 + nearest.length() / 3
                    ? "; did you mean '" + nearest + "'?"
                    : "; there are: " + String.join(", ", known))
        .orElse("; none is installed");
  }

  /** Levenshtein distance, on words cut to 64 characters. */
  private static int distance(String left, String right) {
    String a = left.length() > 64 ? left.substring(0, 64) : left;
    String b = right.length() > 64 ? right.substring(0, 64) : right;
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
