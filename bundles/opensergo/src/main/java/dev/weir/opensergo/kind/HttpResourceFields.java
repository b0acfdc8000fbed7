package dev.weir.opensergo.kind;

import dev.weir.opensergo.sentinel.Subject;
import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.Cidr;
import dev.weir.rule.HttpResource;
import dev.weir.rule.InvalidRuleException;
import dev.weir.rule.RequestMatch;
import dev.weir.rule.RequestMatch.Condition;
import dev.weir.rule.RequestMatch.Part;
import dev.weir.rule.RequestMatch.Test;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of an {@link HttpResource}: its name and its matches. */
final class HttpResourceFields {

  private static final Pattern METHOD = Pattern.compile("[A-Z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final int LONGEST_METHOD = 64;
  private static final int LONGEST_BLOCK = 64;

  private HttpResourceFields() {}

  /** Empty when something was wrong with them. */
  static Optional<HttpResource> read(Fields spec, String id) {
    Field named = spec.required("resource", "the name of the resource, such as http:gold");
    String resource = named.text(Subject.MAX_RESOURCE);
    if (!resource.isEmpty() && !HttpResource.isName(resource)) {
      named.refuse("must begin with " + HttpResource.PREFIX + ", such as http:gold");
    }
    List<RequestMatch> matches = new ArrayList<>();
    Field list = spec.required("matches", "a list of matches, one of which a request must meet");
    for (Field item : list.items(1, HttpResource.MAX_MATCHES)) {
      match(item).ifPresent(matches::add);
    }
    if (!spec.sound()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new HttpResource(id, resource, matches));
    } catch (InvalidRuleException e) {
      String message = String.valueOf(e.getMessage());
      spec.refuse(e.field(), message.substring(e.field().length() + 1));
      return Optional.empty();
    }
  }

  private static Optional<RequestMatch> match(Field item) {
    Fields fields = item.object();
    List<Condition> conditions = new ArrayList<>();
    fields.optional("methods").ifPresent(f -> conditions.add(methods(f)));
    fields.optional("path").ifPresent(f -> conditions.add(text(f, Part.PATH)));
    fields.optional("host").ifPresent(f -> conditions.add(text(f, Part.HOST)));
    named(fields, "headers", Part.HEADER, conditions);
    named(fields, "queryParameters", Part.QUERY_PARAMETER, conditions);
    named(fields, "cookies", Part.COOKIE, conditions);
    fields.optional("clients").ifPresent(f -> conditions.add(clients(f)));
    fields.refuseOthers();
    if (conditions.isEmpty() && fields.sound()) {
      item.refuse(
          "must hold a condition: methods, path, host, headers, queryParameters, cookies or"
              + " clients");
    }
    return fields.sound() ? Optional.of(new RequestMatch(conditions)) : Optional.empty();
  }

  private static Condition methods(Field list) {
    Set<String> words = new LinkedHashSet<>();
    for (Field item : list.items(1, Test.OneOf.MOST)) {
      String word = item.text(LONGEST_METHOD);
      if (!word.isEmpty() && !METHOD.matcher(word).matches()) {
        item.refuse("must be a method in upper case, such as GET");
      }
      words.add(word);
    }
    List<String> some = words.isEmpty() ? List.of("GET") : List.copyOf(words);
    return new Condition(Part.METHOD, "", new Test.OneOf(some));
  }

  private static Condition clients(Field list) {
    List<Cidr> blocks = new ArrayList<>();
    for (Field item : list.items(1, Test.Within.MOST)) {
      String text = item.text(LONGEST_BLOCK);
      try {
        blocks.add(Cidr.parse(text.isEmpty() ? "::/0" : text));
      } catch (InvalidRuleException e) {
        item.refuse(String.valueOf(e.getMessage()).substring(e.field().length() + 1));
      }
    }
    return new Condition(
        Part.CLIENT, "", new Test.Within(blocks.isEmpty() ? List.of(Cidr.parse("::/0")) : blocks));
  }

  private static Condition text(Field field, Part part) {
    Fields fields = field.object();
    Test test = TextTests.read(field, fields, part);
    fields.refuseOthers();
    return new Condition(part, "", test);
  }

  private static void named(Fields fields, String name, Part part, List<Condition> conditions) {
    Optional<Field> list = fields.optional(name);
    if (list.isEmpty()) {
      return;
    }
    for (Field item : list.get().items(1, HttpResource.MAX_CONDITIONS)) {
      Fields own = item.object();
      Field word = own.required("name", "the name that it has in the request");
      String text = word.text(Condition.MAX_NAME);
      if (part == Part.HEADER && !text.isEmpty() && !HEADER.matcher(text).matches()) {
        word.refuse("must be the name of a header");
      }
      Test test = TextTests.read(item, own, part);
      own.refuseOthers();
      String same = part == Part.HEADER ? text.toLowerCase(Locale.ROOT) : text;
      conditions.add(new Condition(part, same.isEmpty() ? "x" : same, test));
    }
  }
}
