package dev.weir.opensergo;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat.Reading;
import dev.weir.hook.RuleFormat.Sourced;
import dev.weir.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads texts and fixtures the way the tests speak of them. */
final class Reader {

  private static final OpenSergoFormat FORMAT = new OpenSergoFormat();

  private Reader() {}

  static Reading read(Document... documents) {
    return FORMAT.read(Arrays.asList(documents));
  }

  static List<Rule> rules(Document... documents) {
    Reading reading = read(documents);
    if (!reading.problems().isEmpty()) {
      throw new AssertionError("no problem expected, were " + reading.problems());
    }
    return reading.rules().stream().map(Sourced::rule).toList();
  }

  static List<String> problems(Document... documents) {
    Reading reading = read(documents);
    if (!reading.rules().isEmpty()) {
      throw new AssertionError("no rule expected, were " + reading.rules());
    }
    return reading.problems().stream().map(Problem::toString).toList();
  }

  static Document yaml(String text) {
    return new Document("a.yaml", text);
  }

  static Document fixture(String name) {
    try (InputStream in = Reader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("no fixture " + name);
      }
      return new Document(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
