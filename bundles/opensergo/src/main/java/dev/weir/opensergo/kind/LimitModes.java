package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import dev.weir.rule.LimitMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** OpenSergo's words for {@link LimitMode}. */
final class LimitModes {

  private static final Map<String, LimitMode> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("Local", LimitMode.LOCAL);
    WORDS.put("Global", LimitMode.GLOBAL);
    WORDS.put("GlobalToLocal", LimitMode.GLOBAL_TO_LOCAL);
  }

  private LimitModes() {}

  static LimitMode read(Field field) {
    return field.choice(WORDS);
  }
}
