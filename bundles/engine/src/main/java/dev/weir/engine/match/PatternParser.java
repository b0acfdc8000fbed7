package dev.weir.engine.match;

import dev.weir.engine.match.Node.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pattern: the syntax of RE2 as Go's regexp takes it
 * (https://github.com/google/re2/wiki/Syntax), but for Unicode classes ({@code \p}). Groups do not
 * capture, and whether a repetition is lazy changes nothing: only whether it matches is asked.
 */
final class PatternParser {

  /** Deepest nesting of groups. */
  static final int MAX_DEPTH = 100;

  /** Largest number in a repetition; Go's. */
  static final int MAX_REPEAT = 1_000;

  private static final int ANY_CASE = 1;
  private static final int MULTI_LINE = 2;
  private static final int DOT_MATCHES_NEWLINE = 4;
  private static final String FLAGS = "imsU";

  private final PatternText text;
  private final ClassParser classes;
  private int flags;
  private int depth;

  private PatternParser(String pattern) {
    text = new PatternText(pattern);
    classes = new ClassParser(text);
  }

  static Node parse(String pattern) {
    PatternParser parser = new PatternParser(pattern);
    Node node = parser.alternatives();
    if (!parser.text.atEnd()) {
      throw parser.text.problem("a ) without its (");
    }
    return node;
  }

  private Node alternatives() {
    if (++depth > MAX_DEPTH) {
      throw text.problem("groups nested deeper than " + MAX_DEPTH);
    }
    List<Node> alternatives = new ArrayList<>();
    do {
      alternatives.add(sequence());
    } while (text.accept("|"));
    depth--;
    return alternatives.size() == 1 ? alternatives.get(0) : new Node.Any(alternatives);
  }

  private Node sequence() {
    List<Node> parts = new ArrayList<>();
    while (!text.atEnd() && text.peek() != '|' && text.peek() != ')') {
      int before = parts.size();
      if (text.accept("\\Q")) {
        quoted(parts);
      } else if (text.accept("(")) {
        group(parts);
      } else {
        parts.add(atom());
      }
      if (parts.size() > before) {
        parts.add(repeated(parts.remove(parts.size() - 1)));
      }
    }
    return parts.isEmpty() ? new Node.Empty() : new Node.All(parts);
  }

  private void quoted(List<Node> parts) {
    String quoted = text.until("\\E");
    for (int i = 0; i < quoted.length(); i += Character.charCount(quoted.codePointAt(i))) {
      parts.add(literal(quoted.codePointAt(i)));
    }
  }

  /** A group, after its opening parenthesis; flags alone are no part of the pattern. */
  private void group(List<Node> parts) {
    int outside = flags;
    boolean named = text.accept("?P<") || text.accept("?<");
    if (named) {
      name();
    } else if (text.accept("?") && setFlags()) {
      return;
    }
    parts.add(alternatives());
    if (!text.accept(")")) {
      throw text.problem("a ( without its )");
    }
    flags = outside;
  }

  private void name() {
    String name = text.until(">");
    boolean valid = !name.isEmpty();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      valid &= c == '_' || PatternText.isLetterOrDigit(c);
    }
    if (!valid) {
      throw text.problem("a group's name must be letters, digits and _ between < and >");
    }
  }

  /** Reads flags up to a colon, or up to the end of a group that has nothing but flags: true. */
  private boolean setFlags() {
    boolean off = false;
    boolean any = false;
    while (true) {
      int c = text.next();
      int flag = FLAGS.indexOf(c);
      if (flag >= 0) {
        any = true;
        flags = off ? flags & ~(1 << flag) : flags | 1 << flag;
      } else if (c == '-' && !off) {
        off = true;
        any = false;
      } else if ((c == ':' || c == ')') && (any || !off)) {
        return c == ')';
      } else {
        throw text.problem("(? must be followed by flags of " + FLAGS + ", by : or by <name>");
      }
    }
  }

  private Node atom() {
    int start = text.position();
    int c = text.next();
    return switch (c) {
      case '[' -> new Node.One(classes.bracketed(has(ANY_CASE)));
      case '.' -> new Node.One(dot());
      case '^' -> new Node.At(has(MULTI_LINE) ? Place.LINE_START : Place.TEXT_START);
      case '$' -> new Node.At(has(MULTI_LINE) ? Place.LINE_END : Place.TEXT_END);
      case '\\' -> escape();
      case '*', '+', '?' -> throw text.problem("a repetition of nothing");
      default -> {
        text.back(start);
        if (c == '{' && repetition() != null) {
          throw text.problem("a repetition of nothing");
        }
        yield literal(text.next());
      }
    };
  }

  private Node escape() {
    if (text.accept("A")) {
      return new Node.At(Place.TEXT_START);
    }
    if (text.accept("z")) {
      return new Node.At(Place.TEXT_END);
    }
    if (text.accept("b")) {
      return new Node.At(Place.WORD_BORDER);
    }
    if (text.accept("B")) {
      return new Node.At(Place.NO_WORD_BORDER);
    }
    CharSet set = classes.escapedSet(has(ANY_CASE));
    return set != null ? new Node.One(set) : literal(text.escaped());
  }

  private CharSet dot() {
    return has(DOT_MATCHES_NEWLINE) ? new CharSet().negate() : CharSet.of('\n').negate();
  }

  private Node literal(int character) {
    CharSet set = CharSet.of(character);
    return new Node.One(has(ANY_CASE) ? set.anyCase() : set);
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** A part, with the repetition that may follow it. */
  private Node repeated(Node part) {
    Times times = repetition();
    if (times == null) {
      return part;
    }
    text.accept("?");
    if (repetition() != null) {
      throw text.problem("a repetition of a repetition: put it in a group");
    }
    return new Node.Repeat(part, times.min, times.max);
  }

  private record Times(int min, int max) {}

  private @Nullable Times repetition() {
    if (text.accept("*")) {
      return new Times(0, Node.Repeat.NO_LIMIT);
    }
    if (text.accept("+")) {
      return new Times(1, Node.Repeat.NO_LIMIT);
    }
    if (text.accept("?")) {
      return new Times(0, 1);
    }
    int start = text.position();
    Times times = text.accept("{") ? braced() : null;
    if (times == null) {
      text.back(start);
    } else if (times.min > MAX_REPEAT || times.max > MAX_REPEAT || outOfOrder(times)) {
      throw text.problem("a repetition must be {min,max} with min <= max <= " + MAX_REPEAT);
    }
    return times;
  }

  private static boolean outOfOrder(Times times) {
    return times.max != Node.Repeat.NO_LIMIT && times.min > times.max;
  }

  /** What is in braces, if it is a repetition; else they are characters like others. */
  private @Nullable Times braced() {
    int min = text.number();
    if (min < 0) {
      return null;
    }
    if (text.accept("}")) {
      return new Times(min, min);
    }
    if (!text.accept(",")) {
      return null;
    }
    if (text.accept("}")) {
      return new Times(min, Node.Repeat.NO_LIMIT);
    }
    int max = text.number();
    return max >= 0 && text.accept("}") ? new Times(min, max) : null;
  }
}
