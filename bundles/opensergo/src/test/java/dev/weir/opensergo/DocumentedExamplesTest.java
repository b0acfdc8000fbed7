package dev.weir.opensergo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/rules.md are rules. */
final class DocumentedExamplesTest {

  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```(yaml|json)(?: (\\S+))?\\n(.*?)^```$");

  static List<Document> examples() {
    try {
      String page = Files.readString(Path.of("../../docs/rules.md"));
      List<Document> examples = new ArrayList<>();
      Matcher block = BLOCK.matcher(page);
      while (block.find()) {
        String name = block.group(2) == null ? "example." + block.group(1) : block.group(2);
        examples.add(new Document(name, block.group(3)));
      }
      return examples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_givesRules(Document example) {
    assertThat(Reader.rules(example)).isNotEmpty();
  }

  @Test
  void examples_showEveryKindOfObject() {
    Set<String> shown = new TreeSet<>();
    Pattern kind = Pattern.compile("(?m)^kind: (\\w+)$");
    for (Document example : examples()) {
      Matcher found = kind.matcher(example.text());
      while (found.find()) {
        shown.add(found.group(1).toLowerCase(Locale.ROOT));
      }
    }

    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            Definition.all().stream().map(d -> d.kind().toLowerCase(Locale.ROOT)).toList());
  }
}
