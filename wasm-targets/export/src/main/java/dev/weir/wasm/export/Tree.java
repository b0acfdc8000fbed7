package dev.weir.wasm.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Documents as maps, lists and scalars in the order in which they are written. */
final class Tree {

  /** Longer than any configuration: text is not folded. */
  private static final int ONE_LINE = Integer.MAX_VALUE;

  private Tree() {}

  /** A map of names and values in turn. */
  static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  /** What a text of JSON says. */
  static Object ofJson(String json) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    return new Yaml(new SafeConstructor(options)).load(json);
  }

  /** Documents of YAML, one after the other. */
  static String yaml(List<Map<String, Object>> documents) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(ONE_LINE);
    options.setSplitLines(false);
    Yaml yaml = new Yaml(options);
    StringBuilder text = new StringBuilder();
    for (Map<String, Object> document : documents) {
      text.append(text.isEmpty() ? "" : "---\n").append(yaml.dump(document));
    }
    return text.toString();
  }
}
