package dev.weir.source.file;

import java.util.Locale;

/** Which names in the folder are rule files. */
final class FileName {

  private FileName() {}

  /**
   * Whether a name ends in .yaml, .yml or .json and does not begin as hidden files ({@code ..data}
   * of a ConfigMap among them) and the temporary files of editors do.
   */
  static boolean isRuleFile(String name) {
    if (name.isEmpty() || ".#~".indexOf(name.charAt(0)) >= 0) {
      return false;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json");
  }
}
