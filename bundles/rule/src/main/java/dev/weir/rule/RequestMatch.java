package dev.weir.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Requests that meet all of some conditions.
 *
 * @param conditions at least one, in the order of their parts; one for each part without a name
 */
public record RequestMatch(List<Condition> conditions) {

  public RequestMatch {
    List<Condition> sorted = new ArrayList<>(conditions);
    sorted.sort((a, b) -> a.part.compareTo(b.part));
    conditions = List.copyOf(sorted);
    if (conditions.isEmpty()) {
      throw new InvalidRuleException("matches", "must have a condition each");
    }
    for (int i = 1; i < conditions.size(); i++) {
      Part part = conditions.get(i).part;
      if (!part.isNamed() && part == conditions.get(i - 1).part) {
        throw new InvalidRuleException("matches", "must ask once for " + part);
      }
    }
  }

  /** A part of a request. */
  public enum Part {
    /** The method, as sent. */
    METHOD,
    /** The path without its query. */
    PATH,
    /** The authority without its port, in lower case. */
    HOST,
    /** A header, of several of one name the first. */
    HEADER,
    /** A parameter of the query, the first of that name, as sent. */
    QUERY_PARAMETER,
    /** A cookie. */
    COOKIE,
    /** The address that the proxy takes for the client's. */
    CLIENT;

    /** Whether there are several, by name. */
    public boolean isNamed() {
      return this == HEADER || this == QUERY_PARAMETER || this == COOKIE;
    }
  }

  /**
   * One condition.
   *
   * @param part what it looks at
   * @param name of the header (in lower case), parameter or cookie, 1 to {@value #MAX_NAME}
   *     characters; empty for the others
   * @param test what it asks; {@link Test.OneOf} is for methods alone, {@link Test.Within} for the
   *     client alone, {@link Test.Present} for what has a name
   */
  public record Condition(Part part, String name, Test test) {

    /** Longest name, in characters. */
    public static final int MAX_NAME = 256;

    public Condition {
      Checks.range("name", name.length(), part.isNamed() ? 1 : 0, part.isNamed() ? MAX_NAME : 0);
      boolean fits =
          switch (part) {
            case METHOD -> test instanceof Test.OneOf;
            case CLIENT -> test instanceof Test.Within;
            case PATH, HOST -> test instanceof Test.Text;
            case HEADER, QUERY_PARAMETER, COOKIE ->
                test instanceof Test.Text || test instanceof Test.Present;
          };
      if (!fits) {
        throw new InvalidRuleException("matches", "asks of " + part + " what it cannot be");
      }
    }
  }

  /** How a text is compared. */
  public enum Comparison {
    EXACT,
    PREFIX,
    SUFFIX,
    /** RE2, found anywhere. */
    REGEX
  }

  /** What is asked of a part. */
  public sealed interface Test {

    /**
     * Compared with a text; what is not there does not meet it.
     *
     * @param text 1 to {@value Checks#MAX_RESOURCE} characters
     */
    record Text(Comparison comparison, String text) implements Test {
      public Text {
        Checks.resource("text", text);
      }
    }

    /** Whether it is there. */
    record Present(boolean present) implements Test {}

    /**
     * One of some words.
     *
     * @param words 1 to {@value #MOST}
     */
    record OneOf(List<String> words) implements Test {

      /** Most words. */
      public static final int MOST = 16;

      public OneOf {
        words = List.copyOf(words);
        Checks.range("methods", words.size(), 1, MOST);
      }
    }

    /**
     * In one of some blocks of addresses.
     *
     * @param blocks 1 to {@value #MOST}
     */
    record Within(List<Cidr> blocks) implements Test {

      /** Most blocks. */
      public static final int MOST = 64;

      public Within {
        blocks = List.copyOf(blocks);
        Checks.range("clients", blocks.size(), 1, MOST);
      }
    }
  }
}
