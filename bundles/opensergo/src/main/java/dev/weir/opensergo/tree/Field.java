package dev.weir.opensergo.tree;

import dev.weir.hook.Nearest;
import dev.weir.opensergo.tree.Node.Mapping;
import dev.weir.opensergo.tree.Node.Missing;
import dev.weir.opensergo.tree.Node.Scalar;
import dev.weir.opensergo.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One value and its path. Each reader gives the value in its type, or reports what was expected and
 * what was found and gives a stand-in: the document has a problem then, and what is made of the
 * stand-in is thrown away with it.
 */
public final class Field {

  private final Node node;
  private final String path;
  private final Problems problems;

  Field(Node node, String path, Problems problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
  }

  /** The whole of a document. */
  public static Field root(Node node, Problems problems) {
    return new Field(node, "", problems);
  }

  /** Text of any length, perhaps empty; the stand-in is empty. */
  public String anyText() {
    if (node instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT) {
      return scalar.text();
    }
    boolean quotable = node instanceof Scalar;
    expected("text", quotable ? ": put it in quotes" : "");
    return "";
  }

  /** Text of 1 to {@code longest} characters; the stand-in is empty. */
  public String text(int longest) {
    String text = anyText();
    boolean isText = node instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT;
    if (isText && (text.isEmpty() || text.length() > longest)) {
      refuse("must have 1 to " + longest + " characters, had " + text.length());
    }
    return text;
  }

  /** Text of at most {@code longest} characters, perhaps empty; the stand-in is empty. */
  public String upTo(int longest) {
    String text = anyText();
    if (text.length() > longest) {
      refuse("must have at most " + longest + " characters, had " + text.length());
    }
    return text;
  }

  /** A whole number within bounds; the stand-in is the lower. */
  public long integer(long least, long most) {
    return Numbers.integer(this, least, most);
  }

  /** A finite number, 0 or more; the stand-in is 0. */
  public double number() {
    return Numbers.number(this);
  }

  /** True or false; the stand-in is false. */
  public boolean bool() {
    if (node instanceof Scalar scalar && scalar.type() == Scalar.Type.BOOLEAN) {
      return scalar.text().equalsIgnoreCase("true");
    }
    expected("true or false", isText() ? ": remove the quotes" : "");
    return false;
  }

  /** The whole number that is written there; empty where something else is. */
  public OptionalLong whole() {
    return node instanceof Scalar scalar && scalar.type() == Scalar.Type.NUMBER
        ? Numbers.whole(scalar.text())
        : OptionalLong.empty();
  }

  /** A duration in milliseconds, 1 to {@code most}; the stand-in is 1. */
  public int milliseconds(int most) {
    return Durations.milliseconds(this, most);
  }

  /** A share of a whole, written in percent; the stand-in is 0. */
  public double percent() {
    return Percents.share(this);
  }

  /** One of the words, each with its meaning; the stand-in is the meaning of the first. */
  public <T> T choice(Map<String, T> words) {
    return choice(words, words::get);
  }

  /** One of the words in any case; the stand-in is the meaning of the first. */
  public <T> T choiceInAnyCase(Map<String, T> words) {
    Map<String, T> folded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    folded.putAll(words);
    return choice(words, folded::get);
  }

  private <T> T choice(Map<String, T> words, Function<String, @Nullable T> meanings) {
    if (node instanceof Scalar scalar && scalar.type() != Scalar.Type.NULL) {
      T meaning = meanings.apply(scalar.text());
      if (meaning != null) {
        return meaning;
      }
      String hint = Nearest.hint(scalar.text(), words.keySet());
      refuse("must be " + anyOf(words) + ", was " + Quote.of(scalar.text()) + hint);
    } else {
      expected(anyOf(words), "");
    }
    return words.values().iterator().next();
  }

  /** The fields of an object; the stand-in has none. */
  public Fields object() {
    return object(Fields.Names.EXACT);
  }

  /** The fields of an object whose names are read in any case; the stand-in has none. */
  public Fields objectInAnyCase() {
    return object(Fields.Names.ANY_CASE);
  }

  private Fields object(Fields.Names names) {
    if (node instanceof Mapping) {
      return new Fields(node, path, problems, names);
    }
    expected("an object", "");
    return new Fields(new Missing(node.at()), path, problems, names);
  }

  /** The items of a list of at least {@code least}; the stand-in is empty. */
  public List<Field> items(int least) {
    return items(least, Integer.MAX_VALUE);
  }

  /** The items of a list; the stand-in is empty. */
  public List<Field> items(int least, int most) {
    List<Field> fields = new ArrayList<>();
    if (node instanceof Sequence sequence) {
      if (sequence.items().size() > most) {
        refuse("must have at most " + most + " items, had " + sequence.items().size());
        return fields;
      }
      for (Node item : sequence.items()) {
        fields.add(new Field(item, path + "[" + fields.size() + "]", problems));
      }
      if (fields.size() < least) {
        refuse("must have at least " + least + " item, had " + fields.size());
      }
    } else {
      expected("a list", "");
    }
    return fields;
  }

  /** The same value, read to other problems. */
  public Field reportingTo(Problems others) {
    return new Field(node, path, others);
  }

  /** What is written there, made fit for a message. */
  public String found() {
    return node.found();
  }

  /** Whether it is text. */
  public boolean isText() {
    return node instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT;
  }

  /** Whether it is an object. */
  public boolean isObject() {
    return node instanceof Mapping;
  }

  /** Whether it is a list. */
  public boolean isList() {
    return node instanceof Sequence;
  }

  /** Whether nothing is written there. */
  public boolean isEmpty() {
    return node instanceof Scalar scalar && scalar.type() == Scalar.Type.NULL;
  }

  /** Where it begins. */
  public Position at() {
    return node.at();
  }

  /** Reports a problem. */
  public void refuse(String message) {
    problems.add(node.at(), path, message);
  }

  /** Reports that something else was expected, unless its absence has been reported. */
  public void expected(String what, String advice) {
    if (!(node instanceof Missing)) {
      refuse("must be " + what + ", was " + node.found() + advice);
    }
  }

  Node node() {
    return node;
  }

  private static String anyOf(Map<String, ?> words) {
    return words.size() == 1
        ? words.keySet().iterator().next()
        : "one of " + String.join(", ", words.keySet());
  }
}
