package dev.weir.opensergo;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat;
import dev.weir.opensergo.Catalog.Link;
import dev.weir.opensergo.Sheet.Said;
import dev.weir.opensergo.kind.Declarations;
import dev.weir.opensergo.kind.Kinds;
import dev.weir.opensergo.kind.Meaning;
import dev.weir.opensergo.kind.Meta;
import dev.weir.opensergo.kind.ObjectReader;
import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Quote;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Reads OpenSergo's, Sentinel's and Weir's objects, and Sentinel's bare arrays, from YAML and JSON.
 * Three steps: every document into objects, the objects' references into links, the documents that
 * are whole into rules. The first step is not taken again for a document that is as it was ({@link
 * Sheets}).
 */
@Component(service = RuleFormat.class, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class OpenSergoFormat implements RuleFormat {

  private final Kinds kinds = new Kinds();
  private final Sheets known = new Sheets();

  @Activate
  public OpenSergoFormat() {}

  @Override
  public synchronized Reading read(List<Document> documents) {
    Catalog catalog = new Catalog();
    List<Sheet> sheets = documents.stream().map(document -> sheet(document, catalog)).toList();
    List<Link> links = new ArrayList<>();
    sheets.forEach(sheet -> catalog.link(sheet, links::add));
    spread(sheets, links);
    List<Sourced> rules = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Sheet sheet : sheets) {
      if (sheet.problems().failed()) {
        problems.addAll(sheet.problems().list());
      } else {
        catalog.rules(sheet, rules::add);
      }
    }
    return new Reading(rules, problems);
  }

  /**
   * Notes what one sheet declares; puts it into the catalog of all at once where it asks for what
   * is there.
   */
  private record SheetDeclarations(Sheet sheet, Catalog catalog) implements Declarations {
    @Override
    public void declare(String kind, Meta meta, Field name, Meaning meaning) {
      Declaration declaration =
          new Declaration(sheet, new Declaration.Key(kind, meta), name, meaning);
      sheet.say(new Said.Declared(declaration));
      if (!sheet.isAlone()) {
        catalog.add(declaration);
      }
    }

    @Override
    public void withoutNamespace(String kind, Meta meta) {
      Declaration.Key key = new Declaration.Key(kind, meta);
      sheet.say(new Said.Everywhere(key));
      if (!sheet.isAlone()) {
        catalog.findEverywhere(key);
      }
    }

    @Override
    public boolean isTaken(String id) {
      if (sheet.isAlone()) {
        sheet.askOthers();
        sheet.repeat(catalog);
      }
      return catalog.isTaken(id);
    }
  }

  private Sheet sheet(Document document, Catalog catalog) {
    Sheet before = known.find(document);
    if (before != null) {
      before.repeat(catalog);
      return before;
    }
    Sheet sheet = new Sheet(document);
    ObjectReader objects =
        new ObjectReader(kinds, sheet.problems(), new SheetDeclarations(sheet, catalog));
    sheet.roots().forEach(root -> objects.read(Field.root(root, sheet.problems())));
    if (sheet.isAlone()) {
      sheet.close();
      sheet.repeat(catalog);
      known.keep(sheet);
    }
    return sheet;
  }

  /** A document that refers to a broken one is broken too: no rule stands on half a document. */
  private static void spread(List<Sheet> sheets, List<Link> links) {
    Map<Sheet, List<Link>> into = new HashMap<>();
    for (Link link : links) {
      into.computeIfAbsent(link.to().sheet(), sheet -> new ArrayList<>()).add(link);
    }
    Deque<Sheet> broken = new ArrayDeque<>(sheets);
    broken.removeIf(sheet -> !sheet.problems().failed());
    while (!broken.isEmpty()) {
      Sheet sheet = broken.remove();
      for (Link link : into.getOrDefault(sheet, List.of())) {
        if (link.from() != sheet) {
          boolean whole = !link.from().problems().failed();
          link.reference()
              .field()
              .refuse(
                  Quote.of(link.reference().target().name())
                      + " is in "
                      + sheet.name()
                      + ", which has errors: correct them first");
          if (whole) {
            broken.add(link.from());
          }
        }
      }
    }
  }
}
