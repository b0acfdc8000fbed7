package dev.weir.rule;

import java.util.List;

/**
 * Which requests a resource has: those that one of its matches is for. It limits nothing by itself;
 * rules that name its resource do, each request being one of {@code METHOD:/path} and of every
 * resource of this kind that matches, as in Sentinel's gateway. Several definitions of one resource
 * add to each other.
 *
 * @param resource what rules name, {@value #PREFIX} and a word: {@code http:gold}
 * @param matches one of which a request must meet, 1 to {@value #MAX_MATCHES}; together of at most
 *     {@value #MAX_CONDITIONS} conditions
 */
public record HttpResource(String id, String resource, List<RequestMatch> matches) implements Rule {

  /** What names of such resources begin with. */
  public static final String PREFIX = "http:";

  /** Most matches of one definition. */
  public static final int MAX_MATCHES = 16;

  /** Most conditions of one definition. */
  public static final int MAX_CONDITIONS = 32;

  /** Most definitions that are in force at once: each is asked at every request. */
  public static final int MAX_DEFINITIONS = 64;

  public HttpResource {
    Checks.names(id, resource);
    if (!isName(resource)) {
      throw new InvalidRuleException(
          "resource", "must be " + PREFIX + " and a word, such as http:gold, was " + resource);
    }
    matches = List.copyOf(matches);
    Checks.range("matches", matches.size(), 1, MAX_MATCHES);
    int conditions = 0;
    for (RequestMatch match : matches) {
      conditions += match.conditions().size();
    }
    if (conditions > MAX_CONDITIONS) {
      throw new InvalidRuleException(
          "matches", "must have at most " + MAX_CONDITIONS + " conditions, had " + conditions);
    }
  }

  /** Whether a resource is one that has to be defined. */
  public static boolean isName(String resource) {
    return resource.startsWith(PREFIX) && resource.length() > PREFIX.length();
  }
}
