package dev.weir.opensergo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What kubectl shows of a definition: descriptions, columns, names, and a status of its own. */
final class DefinitionShapeTest {

  static List<Definition> definitions() {
    return Definition.all();
  }

  private static Map<String, Object> names(Definition definition) {
    return Definition.map(Definition.map(definition.whole().get("spec")).get("names"));
  }

  private static Map<String, Object> version(Definition definition) {
    return Definition.map(
        list(Definition.map(definition.whole().get("spec")).get("versions")).get(0));
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void everyField_isDescribed(Definition definition) {
    Map<String, Object> schema =
        Definition.map(Definition.map(version(definition).get("schema")).get("openAPIV3Schema"));
    Map<String, Object> properties = Definition.map(schema.get("properties"));
    List<String> silent = new ArrayList<>();
    look("spec", Definition.map(properties.get("spec")), silent);
    look("status", Definition.map(properties.get("status")), silent);

    assertThat(schema).containsKey("description");
    assertThat(silent).isEmpty();
  }

  private static void look(String field, Map<String, Object> schema, List<String> silent) {
    if (!(schema.get("description") instanceof String text) || text.isBlank()) {
      silent.add(field);
    }
    Definition.map(schema.get("properties"))
        .forEach((name, of) -> look(field + "." + name, Definition.map(of), silent));
    Map<String, Object> items = Definition.map(schema.get("items"));
    Definition.map(items.get("properties"))
        .forEach((name, of) -> look(field + "[]." + name, Definition.map(of), silent));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void columns_endWithWhatBecameOfTheObject(Definition definition) {
    assertThat(list(version(definition).get("additionalPrinterColumns")))
        .extracting(column -> Definition.map(column).get("name"))
        .endsWith("Accepted", "Enforced", "Where", "Age");
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void definition_isOfTheCategoryAndHasAStatus(Definition definition) {
    assertThat(Definition.strings(names(definition).get("categories"))).containsExactly("weir");
    assertThat(Definition.map(version(definition).get("subresources"))).containsKey("status");
  }

  @Test
  void shortNames_areThereAndDiffer() {
    List<String> all =
        definitions().stream()
            .flatMap(
                definition -> {
                  List<String> names = Definition.strings(names(definition).get("shortNames"));
                  assertThat(names).as(definition.kind()).isNotEmpty();
                  return Stream.of(names.toArray(new String[0]));
                })
            .toList();

    assertThat(new TreeSet<>(all)).hasSameSizeAs(all);
  }
}
