package dev.weir.opensergo.kind;

import dev.weir.opensergo.sentinel.Dialect;
import dev.weir.opensergo.sentinel.SentinelKind;
import dev.weir.opensergo.sentinel.Subject;
import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.opensergo.tree.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which kind of rules an array holds, which Sentinel leaves to the program that reads it: the one
 * as which it can be read; where there are several, the one that the document's name speaks of.
 */
final class KindOfArray {

  /** Words in the names of files and keys; earlier ones win, so that HotSpotParamFlowRule fits. */
  private enum Word {
    HOTSPOT("hotspot", SentinelKind.HOTSPOT),
    PARAM("param", SentinelKind.HOTSPOT),
    BREAKER("breaker", SentinelKind.CIRCUIT_BREAKER),
    DEGRADE("degrade", SentinelKind.CIRCUIT_BREAKER),
    ISOLATION("isolation", SentinelKind.ISOLATION),
    SYSTEM("system", SentinelKind.SYSTEM),
    OUTLIER("outlier", SentinelKind.OUTLIER),
    FLOW("flow", SentinelKind.FLOW);

    private final String text;
    private final SentinelKind kind;

    Word(String text, SentinelKind kind) {
      this.text = text;
      this.kind = kind;
    }
  }

  private KindOfArray() {}

  /** The kind of a non-empty array; empty for an empty one, or when a problem has been reported. */
  static Optional<SentinelKind> of(Field array, Problems problems) {
    if (array.items(0).isEmpty()) {
      return Optional.empty();
    }
    Optional<SentinelKind> named = named(problems.document());
    if (named.isPresent() && faults(array, named.get()) == 0) {
      return named;
    }
    List<SentinelKind> readable = new ArrayList<>();
    SentinelKind nearest = named.orElse(SentinelKind.FLOW);
    int fewest = faults(array, nearest);
    for (SentinelKind kind : SentinelKind.values()) {
      int faults = faults(array, kind);
      if (faults == 0) {
        readable.add(kind);
      }
      if (faults < fewest) {
        nearest = kind;
        fewest = faults;
      }
    }
    if (readable.size() > 1) {
      array.refuse(ambiguous(readable));
      return Optional.empty();
    }
    return Optional.of(readable.isEmpty() ? named.orElse(nearest) : readable.get(0));
  }

  private static Optional<SentinelKind> named(String document) {
    String name = document.substring(document.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    for (Word word : Word.values()) {
      if (name.contains(word.text)) {
        return Optional.of(word.kind);
      }
    }
    return Optional.empty();
  }

  private static int faults(Field array, SentinelKind kind) {
    Problems scratch = new Problems("");
    for (Field item : array.items(0)) {
      if (scratch.full()) {
        break;
      }
      Fields fields = item.reportingTo(scratch).objectInAnyCase();
      Subject.read(fields, kind);
      kind.read(fields, Dialect.JSON);
      fields.refuseOthers();
    }
    return scratch.size();
  }

  private static String ambiguous(List<SentinelKind> kinds) {
    List<String> words = kinds.stream().map(SentinelKind::key).toList();
    return "holds rules that are valid as "
        + String.join(" and as ", words)
        + ": put the kind into the document's name, or write {\""
        + words.get(0)
        + "\": […]}";
  }
}
