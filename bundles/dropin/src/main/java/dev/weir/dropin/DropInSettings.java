package dev.weir.dropin;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of dropped programs' {@code const volatile} integers, by hook and variable.
 *
 * @param values by hook
 */
record DropInSettings(Map<String, Map<String, Long>> values) {

  private static final Pattern ENTRY =
      Pattern.compile("([a-z0-9-]+)\\.([A-Za-z_]\\w*)\\s*=\\s*(-?\\d{1,18})");

  /**
   * Reads entries such as {@code steer.first_port=8000}.
   *
   * @throws IllegalArgumentException when one is not so
   */
  static DropInSettings parse(String... entries) {
    Map<String, Map<String, Long>> values = new HashMap<>();
    for (String entry : entries) {
      if (entry.isBlank()) {
        continue;
      }
      Matcher parts = ENTRY.matcher(entry.strip());
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "a setting is HOOK.VARIABLE=NUMBER, was '" + entry + "'");
      }
      values
          .computeIfAbsent(parts.group(1), hook -> new HashMap<>())
          .put(parts.group(2), Long.parseLong(parts.group(3)));
    }
    return new DropInSettings(Map.copyOf(values));
  }

  /** Those of one hook. */
  Map<String, Long> of(String hook) {
    return values.getOrDefault(hook, Map.of());
  }
}
