package dev.weir.opensergo.tree;

import java.util.List;
import java.util.Map;

/** A value of a document and where it begins. */
public sealed interface Node {

  /** Where it begins. */
  Position at();

  /** What it is, for "was …" in a message. */
  String found();

  /**
   * A single value.
   *
   * @param text as written, without quotes
   */
  record Scalar(Position at, Type type, String text) implements Node {

    /** What a single value is. */
    public enum Type {
      TEXT,
      NUMBER,
      BOOLEAN,
      NULL
    }

    @Override
    public String found() {
      return switch (type) {
        case TEXT -> "the text " + Quote.of(text);
        case NUMBER -> "the number " + Quote.plain(text);
        case BOOLEAN -> Quote.plain(text);
        case NULL -> "empty";
      };
    }
  }

  /** A list. */
  record Sequence(Position at, List<Node> items) implements Node {
    @Override
    public String found() {
      return "a list";
    }
  }

  /** Named fields, in the order of the document. */
  record Mapping(Position at, Map<String, Entry> entries) implements Node {
    @Override
    public String found() {
      return "an object";
    }
  }

  /** Stands for a required field that is not there; its absence has been reported. */
  record Missing(Position at) implements Node {
    @Override
    public String found() {
      return "missing";
    }
  }

  /**
   * A field of a mapping.
   *
   * @param key where its name begins
   * @param value its value
   */
  record Entry(Position key, Node value) {}
}
