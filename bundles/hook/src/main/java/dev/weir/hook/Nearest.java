package dev.weir.hook;

import java.util.Collection;
import java.util.Locale;

/** "Did you mean …?": the valid word with the least edit distance (Levenshtein 1966). */
public final class Nearest {

  private static final int LONGEST = 64;

  private Nearest() {}

  /** {@code "; did you mean X?"}, or nothing where no word is near. */
  public static String hint(String word, Collection<String> valid) {
    String best = "";
    int least = word.length() / 3 + 1;
    if (word.length() > LONGEST) {
      return "";
    }
    for (String candidate : valid) {
      if (Math.abs(candidate.length() - word.length()) > least || candidate.length() > LONGEST) {
        continue;
      }
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least || (distance == least && best.isEmpty())) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : "; did you mean " + best + "?";
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
