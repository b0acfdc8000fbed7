package dev.weir.opensergo.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.weir.hook.Document;
import dev.weir.opensergo.tree.Node.Mapping;
import dev.weir.opensergo.tree.Node.Scalar;
import dev.weir.opensergo.tree.Node.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds trees from Jackson's tokens. JSON has a reader of its own because not every JSON text is
 * YAML 1.1: one indented by tabs is not.
 */
public final class JsonTree {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Budget.MAX_DEPTH + 1)
                  .maxStringLength(Document.MAX_TEXT)
                  .build())
          .build();

  private final JsonParser parser;
  private final Problems problems;
  private final Budget budget = new Budget();

  private JsonTree(JsonParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The values of a text; those before a syntax error, which goes to the problems. */
  public static List<Node> read(String text, Problems problems) {
    List<Node> roots = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(text)) {
      new JsonTree(parser, problems).values(roots);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
    return roots;
  }

  private void values(List<Node> roots) throws IOException {
    try {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        roots.add(node(t, 1));
      }
    } catch (SyntaxException e) {
      problems.add(e.at(), "", String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
      String reason = String.valueOf(e.getOriginalMessage());
      problems.add(position(at), "", "is no JSON: " + Quote.line(reason));
    }
  }

  private Node node(JsonToken token, int depth) throws IOException, SyntaxException {
    Position at = position(parser.currentTokenLocation());
    budget.enter(depth, at);
    budget.spend(1, at);
    return switch (token) {
      case START_OBJECT -> mapping(at, depth);
      case START_ARRAY -> sequence(at, depth);
      case VALUE_NULL -> new Scalar(at, Scalar.Type.NULL, "");
      case VALUE_TRUE, VALUE_FALSE -> new Scalar(at, Scalar.Type.BOOLEAN, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Scalar(at, Scalar.Type.NUMBER, parser.getText());
      case VALUE_STRING -> new Scalar(at, Scalar.Type.TEXT, parser.getText());
      case FIELD_NAME, END_OBJECT, END_ARRAY, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new SyntaxException(at, "is no JSON: a value is missing");
    };
  }

  private Node sequence(Position at, int depth) throws IOException, SyntaxException {
    List<Node> items = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      items.add(node(t, depth + 1));
    }
    return new Sequence(at, items);
  }

  private Node mapping(Position at, int depth) throws IOException, SyntaxException {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Position key = position(parser.currentTokenLocation());
      String name = parser.currentName();
      Node value = node(parser.nextToken(), depth + 1);
      Entries.add(entries, name, new Node.Entry(key, value), problems);
    }
    return new Mapping(at, entries);
  }

  private static Position position(@Nullable JsonLocation at) {
    return at == null || at.getLineNr() < 1
        ? Position.WHOLE
        : new Position(at.getLineNr(), Math.max(0, at.getColumnNr()));
  }
}
