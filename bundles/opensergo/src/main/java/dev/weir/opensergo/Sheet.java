package dev.weir.opensergo;

import dev.weir.hook.Document;
import dev.weir.opensergo.tree.JsonTree;
import dev.weir.opensergo.tree.Node;
import dev.weir.opensergo.tree.Position;
import dev.weir.opensergo.tree.Problems;
import dev.weir.opensergo.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One document: its problems and its objects. What it says by itself is read once; joined with
 * other documents it is as often as one of them changes.
 */
final class Sheet {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Document document;
  private final Problems problems;
  private final List<Declaration> declarations = new ArrayList<>();
  private final List<Said> said = new ArrayList<>();
  private boolean alone = true;
  private int ownProblems;

  /** What it says, in its order. */
  sealed interface Said {
    /** An object. */
    record Declared(Declaration declaration) implements Said {}

    /** An object that is found from every namespace. */
    record Everywhere(Declaration.Key key) implements Said {}
  }

  Sheet(Document document) {
    this.document = document;
    this.problems = new Problems(document.name());
  }

  /**
   * The roots of its trees: JSON or YAML where the name says so; else JSON where the text is that,
   * and YAML otherwise.
   */
  List<Node> roots() {
    String text = document.text();
    if (text.length() > Document.MAX_TEXT) {
      problems.add(
          Position.WHOLE,
          "",
          "must have at most " + Document.MAX_TEXT + " characters, had " + text.length());
      return List.of();
    }
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      text = text.substring(1);
    }
    String name = document.name().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return JsonTree.read(text, problems);
    }
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    return yaml ? YamlTree.read(text, problems) : sniffed(text);
  }

  /** A key of a store has no ending; a JSON text that is indented by tabs is no YAML. */
  private List<Node> sniffed(String text) {
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      Problems scratch = new Problems(document.name());
      List<Node> roots = JsonTree.read(text, scratch);
      if (!scratch.failed()) {
        return roots;
      }
    }
    return YamlTree.read(text, problems);
  }

  void say(Said what) {
    said.add(what);
  }

  /** What it says depends on what other documents say. */
  void askOthers() {
    alone = false;
  }

  /** Whether it says the same beside whatever other documents. */
  boolean isAlone() {
    return alone;
  }

  /** All that it says by itself has been read. */
  void close() {
    ownProblems = problems.size();
  }

  /** As it was when it was closed: without what became of it among other documents. */
  void reopen() {
    problems.keep(ownProblems);
    declarations.clear();
  }

  /** Says all of it again. */
  void repeat(Catalog catalog) {
    for (Said each : said) {
      if (each instanceof Said.Declared declared) {
        catalog.add(declared.declaration());
      } else if (each instanceof Said.Everywhere everywhere) {
        catalog.findEverywhere(everywhere.key());
      }
    }
  }

  int length() {
    return document.text().length();
  }

  Document document() {
    return document;
  }

  String name() {
    return document.name();
  }

  Problems problems() {
    return problems;
  }

  List<Declaration> declarations() {
    return declarations;
  }
}
