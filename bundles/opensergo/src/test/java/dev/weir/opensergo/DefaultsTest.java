package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.fixture;
import static dev.weir.opensergo.Reader.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** An API server writes the definitions' defaults into objects; that changes no rule. */
final class DefaultsTest {

  @ParameterizedTest
  @ValueSource(strings = {"specification", "control-plane", "seed", "sentinel", "weir", "traffic"})
  void objectsThatAServerFilledIn_giveTheSameRules(String name) {
    Document document = fixture("good/" + name + ".yaml");
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    List<Object> filled = new ArrayList<>();
    for (Object object : yaml.loadAll(document.text())) {
      filled.add(fill(Definition.map(object)));
    }
    DumperOptions quoted = new DumperOptions();
    quoted.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    String text = new Yaml(quoted).dumpAll(filled.iterator());

    assertThat(text).isNotEqualTo(document.text());
    assertThat(rules(new Document(document.name(), text))).isEqualTo(rules(document));
  }

  private static Object fill(Map<String, Object> object) {
    Definition definition =
        Definition.all().stream()
            .filter(d -> d.kind().equals(object.get("kind")))
            .findFirst()
            .orElseThrow();
    Map<String, Object> filled = new LinkedHashMap<>(object);
    filled.put("spec", fill(object.get("spec"), definition.spec()));
    return filled;
  }

  private static @Nullable Object fill(@Nullable Object value, Map<String, Object> schema) {
    if (value instanceof List<?> items) {
      List<@Nullable Object> filled = new ArrayList<>();
      items.forEach(item -> filled.add(fill(item, Definition.map(schema.get("items")))));
      return filled;
    }
    if (!(value instanceof Map)) {
      return value;
    }
    Map<String, Object> filled = new LinkedHashMap<>();
    Map<String, Object> properties = Definition.map(schema.get("properties"));
    Map<String, Object> written = Definition.map(value);
    written.forEach(
        (name, of) -> put(filled, name, fill(of, Definition.map(properties.get(name)))));
    properties.forEach(
        (name, of) -> {
          Object standard = Definition.map(of).get("default");
          if (standard != null && !written.containsKey(name)) {
            put(filled, name, standard);
          }
        });
    return filled;
  }

  private static void put(Map<String, Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }
}
