package dev.weir.opensergo;

import dev.weir.hook.Nearest;
import dev.weir.hook.RuleFormat.Sourced;
import dev.weir.opensergo.kind.Binding;
import dev.weir.opensergo.kind.Meaning;
import dev.weir.opensergo.kind.Meta;
import dev.weir.opensergo.kind.Reference;
import dev.weir.opensergo.tree.Quote;
import dev.weir.rule.RuleSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** The objects of all documents, by kind and name, and what they refer to. */
final class Catalog {

  /** Most rules of one source: more are not enforced of all sources together. */
  static final int MAX_RULES = RuleSet.MAX_RULES;

  private final Map<Declaration.Key, Declaration> objects = new HashMap<>();
  private final Set<Declaration.Key> everywhere = new HashSet<>();
  private final Map<String, Declaration> ids = new HashMap<>();
  private final IdentityHashMap<Reference, Declaration> targets = new IdentityHashMap<>();

  /** Adds an object; a second of the same name, or a second rule of the same id, is refused. */
  void add(Declaration declaration) {
    declaration.sheet().declarations().add(declaration);
    Declaration first = objects.putIfAbsent(declaration.key(), declaration);
    if (first != null) {
      declaration
          .name()
          .refuse(declaration.key() + " is there already, in " + first.place() + ": rename one");
    } else if (declaration.meaning() instanceof Binding binding) {
      addIds(declaration, binding);
    }
  }

  /** Lets an object of namespace {@code default} be found from every namespace. */
  void findEverywhere(Declaration.Key key) {
    everywhere.add(key);
  }

  /** Whether there is a rule of that id. */
  boolean isTaken(String id) {
    return ids.containsKey(id);
  }

  private void addIds(Declaration declaration, Binding binding) {
    if (ids.size() + binding.size() > MAX_RULES) {
      declaration.name().refuse("brings the rules of this source over " + MAX_RULES);
      return;
    }
    for (String id : binding.ids()) {
      Declaration first = ids.putIfAbsent(id, declaration);
      if (first != null) {
        declaration
            .name()
            .refuse("gives a second rule " + id + ", the first is in " + first.place());
      }
    }
  }

  /** Finds what the bindings of a sheet refer to; what is not there is a problem of the sheet. */
  void link(Sheet sheet, Consumer<Link> links) {
    for (Declaration declaration : sheet.declarations()) {
      if (declaration.meaning() instanceof Binding binding) {
        for (Reference reference : binding.references()) {
          if (sheet.problems().full()) {
            return;
          }
          link(sheet, reference, links);
        }
      }
    }
  }

  private void link(Sheet sheet, Reference reference, Consumer<Link> links) {
    List<Declaration> found = found(reference, reference.target());
    if (found.isEmpty()) {
      found =
          found(reference, new Meta(Meta.DEFAULT, reference.target().name())).stream()
              .filter(declaration -> everywhere.contains(declaration.key()))
              .toList();
    }
    if (found.size() > 1) {
      List<Declaration> near = found.stream().filter(d -> d.sheet() == sheet).toList();
      found = near.isEmpty() ? found : near;
    }
    if (found.size() == 1) {
      targets.put(reference, found.get(0));
      links.accept(new Link(sheet, reference, found.get(0)));
    } else if (!reference.target().name().isEmpty()) {
      reference.field().refuse(found.isEmpty() ? absent(reference) : ambiguous(found));
    }
  }

  private List<Declaration> found(Reference reference, Meta target) {
    return reference.kinds().stream()
        .map(kind -> objects.get(new Declaration.Key(kind, target)))
        .filter(Objects::nonNull)
        .toList();
  }

  private String absent(Reference reference) {
    List<String> near =
        objects.keySet().stream()
            .filter(key -> reference.kinds().contains(key.kind()))
            .filter(key -> key.meta().namespace().equals(reference.target().namespace()))
            .map(key -> key.meta().name())
            .sorted()
            .limit(1000)
            .toList();
    return "names no "
        + reference.expected()
        + " of namespace "
        + reference.target().namespace()
        + ": "
        + Quote.of(reference.target().name())
        + Nearest.hint(reference.target().name(), near);
  }

  private static String ambiguous(List<Declaration> found) {
    return "names more than one object, in "
        + String.join(" and ", found.stream().map(Declaration::place).toList())
        + ": give its kind too";
  }

  /** The rules of a sheet without problems. */
  void rules(Sheet sheet, Consumer<Sourced> rules) {
    for (Declaration declaration : sheet.declarations()) {
      if (declaration.meaning() instanceof Binding binding) {
        List<String> parts = parts(sheet, binding);
        for (var rule : binding.rules(this::meaning)) {
          rules.accept(new Sourced(sheet.name(), rule, parts));
        }
      }
    }
  }

  /** The other documents that a binding refers to. */
  private List<String> parts(Sheet sheet, Binding binding) {
    return binding.references().stream()
        .map(targets::get)
        .filter(Objects::nonNull)
        .map(target -> target.sheet().name())
        .filter(name -> !name.equals(sheet.name()))
        .distinct()
        .toList();
  }

  private Meaning meaning(Reference reference) {
    return Objects.requireNonNull(targets.get(reference), "linked before").meaning();
  }

  /** A reference of one sheet to an object of another, or of its own. */
  record Link(Sheet from, Reference reference, Declaration to) {}
}
