package dev.weir.opensergo.print;

import dev.weir.rule.Cidr;
import dev.weir.rule.HttpResource;
import dev.weir.rule.RequestMatch;
import dev.weir.rule.RequestMatch.Condition;
import dev.weir.rule.RequestMatch.Part;
import dev.weir.rule.RequestMatch.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the fields of definitions of resources. */
final class PrintedHttpResource {

  private PrintedHttpResource() {}

  static void write(HttpResource resource, Entries spec) {
    spec.put("resource", resource.resource());
    spec.put("matches", resource.matches().stream().map(PrintedHttpResource::match).toList());
  }

  private static Map<String, Object> match(RequestMatch match) {
    Entries entries = new Entries();
    for (Condition condition : match.conditions()) {
      switch (condition.part()) {
        case METHOD -> entries.put("methods", ((Test.OneOf) condition.test()).words());
        case PATH -> entries.put("path", test(new Entries(), condition.test()));
        case HOST -> entries.put("host", test(new Entries(), condition.test()));
        case CLIENT -> {
          List<Cidr> blocks = ((Test.Within) condition.test()).blocks();
          entries.put("clients", blocks.stream().map(Cidr::toString).toList());
        }
        case HEADER -> entries.put("headers", named(match, Part.HEADER));
        case QUERY_PARAMETER -> entries.put("queryParameters", named(match, Part.QUERY_PARAMETER));
        case COOKIE -> entries.put("cookies", named(match, Part.COOKIE));
      }
    }
    return entries.map();
  }

  private static List<Map<String, Object>> named(RequestMatch match, Part part) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Condition condition : match.conditions()) {
      if (condition.part() == part) {
        list.add(test(new Entries().put("name", condition.name()), condition.test()));
      }
    }
    return list;
  }

  private static Map<String, Object> test(Entries entries, Test test) {
    if (test instanceof Test.Present present) {
      return entries.put("present", present.present()).map();
    }
    Test.Text text = (Test.Text) test;
    String word =
        switch (text.comparison()) {
          case EXACT -> "exact";
          case PREFIX -> "prefix";
          case SUFFIX -> "suffix";
          case REGEX -> "regex";
        };
    return entries.put(word, text.text()).map();
  }
}
