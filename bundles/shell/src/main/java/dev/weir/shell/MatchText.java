package dev.weir.shell;

import dev.weir.rule.Cidr;
import dev.weir.rule.HttpResource;
import dev.weir.rule.RequestMatch;
import dev.weir.rule.RequestMatch.Condition;
import dev.weir.rule.RequestMatch.Test;
import java.util.stream.Collectors;

/** Which requests a resource has, in words. */
final class MatchText {

  private MatchText() {}

  /** {@code for GET path /orders/* and header x-user: gold, or client 198.18.0.0/15}. */
  static String of(HttpResource resource) {
    return resource.matches().stream()
        .map(MatchText::of)
        .collect(Collectors.joining(", or ", "for ", ""));
  }

  private static String of(RequestMatch match) {
    return match.conditions().stream().map(MatchText::of).collect(Collectors.joining(" and "));
  }

  private static String of(Condition condition) {
    String part =
        switch (condition.part()) {
          case METHOD -> "";
          case PATH -> "path ";
          case HOST -> "host ";
          case HEADER -> "header " + condition.name();
          case QUERY_PARAMETER -> "query " + condition.name();
          case COOKIE -> "cookie " + condition.name();
          case CLIENT -> "client ";
        };
    if (condition.test() instanceof Test.Present present) {
      return (present.present() ? "" : "no ") + part;
    }
    return part + (condition.part().isNamed() ? ": " : "") + of(condition.test());
  }

  private static String of(Test test) {
    if (test instanceof Test.OneOf one) {
      return String.join("|", one.words());
    }
    if (test instanceof Test.Within within) {
      return within.blocks().stream().map(Cidr::toString).collect(Collectors.joining("|"));
    }
    Test.Text text = (Test.Text) test;
    return switch (text.comparison()) {
      case EXACT -> text.text();
      case PREFIX -> text.text() + "*";
      case SUFFIX -> "*" + text.text();
      case REGEX -> "~ " + text.text();
    };
  }
}
