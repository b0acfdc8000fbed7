package dev.weir.opensergo.tree;

import dev.weir.hook.Document;
import dev.weir.opensergo.tree.Node.Mapping;
import dev.weir.opensergo.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds trees from SnakeYAML's events, which carry what a tree of objects loses: marks, quotes,
 * anchors. An alias shares the node of its anchor, and {@link Budget} counts it as if copied.
 */
public final class YamlTree {

  private final Parser parser;
  private final Problems problems;
  private final Budget budget = new Budget();
  private final Map<String, Anchored> anchors = new HashMap<>();

  private record Anchored(Node node, int values) {}

  private YamlTree(String text, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Document.MAX_TEXT);
    this.parser = new ParserImpl(new StreamReader(text), options);
    this.problems = problems;
  }

  /** The documents of a YAML stream; those before a syntax error, which goes to the problems. */
  public static List<Node> read(String text, Problems problems) {
    List<Node> roots = new ArrayList<>();
    try {
      Characters.check(text);
      new YamlTree(text, problems).documents(roots);
    } catch (SyntaxException e) {
      problems.add(e.at(), "", String.valueOf(e.getMessage()));
    } catch (MarkedYAMLException e) {
      problems.add(position(e.getProblemMark()), "", "is no YAML: " + reason(e));
    } catch (RuntimeException e) { // SnakeYAML lets NumberFormatException and others escape
      problems.add(Position.WHOLE, "", "is no YAML: " + Quote.line(String.valueOf(e)));
    }
    return roots;
  }

  private static String reason(MarkedYAMLException e) {
    String problem = Quote.line(String.valueOf(e.getProblem()).strip());
    return e.getContext() == null ? problem : problem + " (" + Quote.plain(e.getContext()) + ")";
  }

  private void documents(List<Node> roots) throws SyntaxException {
    for (Event event = parser.getEvent(); event != null; event = parser.getEvent()) {
      if (event.is(Event.ID.DocumentStart)) {
        anchors.clear();
        roots.add(node(parser.getEvent(), 1));
      } else if (event.is(Event.ID.StreamEnd)) {
        return;
      }
    }
  }

  private Node node(Event event, int depth) throws SyntaxException {
    Position at = position(event.getStartMark());
    budget.enter(depth, at);
    if (event instanceof AliasEvent alias) {
      return aliased(alias.getAnchor(), at);
    }
    int before = budget.spent();
    budget.spend(1, at);
    if (event instanceof ScalarEvent scalar) {
      return anchored(scalar.getAnchor(), YamlScalar.read(scalar, at), before);
    }
    if (event instanceof SequenceStartEvent sequence) {
      YamlScalar.checkTag(sequence.getTag(), at);
      return anchored(sequence.getAnchor(), sequence(at, depth), before);
    }
    if (event instanceof MappingStartEvent mapping) {
      YamlScalar.checkTag(mapping.getTag(), at);
      return anchored(mapping.getAnchor(), mapping(at, depth), before);
    }
    throw new SyntaxException(at, "is no YAML: a value is missing");
  }

  private Node aliased(String anchor, Position at) throws SyntaxException {
    Anchored target = anchors.get(anchor);
    if (target == null) {
      throw new SyntaxException(
          at, "alias *" + Quote.plain(anchor) + " has no complete anchor before it");
    }
    budget.spend(target.values(), at);
    return target.node();
  }

  private Node anchored(@Nullable String anchor, Node node, int before) {
    if (anchor != null) {
      anchors.put(anchor, new Anchored(node, budget.spent() - before));
    }
    return node;
  }

  private Node sequence(Position at, int depth) throws SyntaxException {
    List<Node> items = new ArrayList<>();
    for (Event e = parser.getEvent(); !e.is(Event.ID.SequenceEnd); e = parser.getEvent()) {
      items.add(node(e, depth + 1));
    }
    return new Sequence(at, items);
  }

  private Node mapping(Position at, int depth) throws SyntaxException {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (Event e = parser.getEvent(); !e.is(Event.ID.MappingEnd); e = parser.getEvent()) {
      Position key = position(e.getStartMark());
      if (!(e instanceof ScalarEvent name)) {
        throw new SyntaxException(key, "a field name must be plain text");
      }
      if (name.isPlain() && name.getValue().equals("<<")) {
        throw new SyntaxException(key, "merge keys (<<) are not read: write the fields out");
      }
      Node value = node(parser.getEvent(), depth + 1);
      Entries.add(entries, name.getValue(), new Node.Entry(key, value), problems);
    }
    return new Mapping(at, entries);
  }

  private static Position position(@Nullable Mark mark) {
    return mark == null ? Position.WHOLE : new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
