package dev.weir.opensergo.print;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The name of the object that a rule is printed as: the id, where that is {@code namespace/name};
 * else what can be read of it and a checksum, beside the id itself.
 *
 * @param isId whether the id is {@code namespace/name}
 */
record PrintedName(String namespace, String name, boolean isId) {

  private static final String NAME = "[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?";
  private static final Pattern ID = Pattern.compile("(" + NAME + ")/(" + NAME + ")");
  private static final int LONGEST = 200;

  /** First words of ids of rules without objects, which are no namespaces. */
  private static final Set<String> KINDS =
      Set.of("flow", "hotspot", "isolation", "system", "outlier", "traffic");

  static PrintedName of(String id) {
    Matcher matcher = ID.matcher(id);
    if (matcher.matches() && !KINDS.contains(matcher.group(1))) {
      return new PrintedName(matcher.group(1), matcher.group(2), true);
    }
    String words = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = words.substring(0, Math.min(words.length(), LONGEST));
    CRC32 checksum = new CRC32();
    checksum.update(id.getBytes(StandardCharsets.UTF_8));
    String name = "rule-" + cut + "-" + Long.toHexString(checksum.getValue());
    return new PrintedName("default", name.replaceAll("--+", "-"), false);
  }

  Map<String, Object> metadata() {
    return new Entries().put("namespace", namespace).put("name", name).map();
  }
}
