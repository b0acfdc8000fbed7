package dev.weir.opensergo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import dev.weir.hook.RuleFormat.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Mutants of single objects and of small arrays, of every kind in every format: each is read or
 * refused, never both and never with an exception.
 */
@Timeout(600)
final class MutantsTest {

  private static final int EACH = 25_000;

  private static List<Document> seeds() {
    List<Document> seeds = new ArrayList<>();
    for (String name :
        List.of(
            "specification",
            "control-plane",
            "kubernetes",
            "sentinel",
            "weir",
            "traffic",
            "resources")) {
      String text = Reader.fixture("good/" + name + ".yaml").text();
      Arrays.stream(text.split("(?m)^---$", -1))
          .filter(part -> !part.isBlank())
          .forEach(part -> seeds.add(new Document("a.yaml", part)));
    }
    for (String kind :
        List.of("Flow", "CircuitBreaker", "HotSpotParamFlow", "Isolation", "System")) {
      String text = Reader.fixture("sentinel/" + kind + "Rule.json").text();
      seeds.add(new Document(kind + ".json", text.substring(0, text.indexOf("},") + 1) + "]"));
    }
    seeds.add(Reader.fixture("sentinel/simulate.json"));
    seeds.add(Reader.fixture("good/list.json"));
    return seeds;
  }

  @Test
  void mutants_areReadOrRefused() {
    LongAdder documents = new LongAdder();
    LongAdder read = new LongAdder();
    seeds().parallelStream().forEach(seed -> mutate(seed, documents, read));

    assertThat(documents.sum()).isGreaterThanOrEqualTo(1_000_000);
    assertThat(read.sum()).isBetween(documents.sum() / 20, documents.sum() * 19 / 20);
  }

  private static void mutate(Document seed, LongAdder documents, LongAdder read) {
    OpenSergoFormat format = new OpenSergoFormat();
    for (int i = 0; i < EACH; i++) {
      Document mutant = new Document(seed.name(), new Mutator(i).mutate(seed.text()));
      Reading reading = format.read(List.of(mutant));
      documents.increment();
      if (reading.problems().isEmpty()) {
        read.increment();
      } else if (!reading.rules().isEmpty()) {
        throw new AssertionError("rules and problems, with seed " + i + " of " + seed.text());
      }
    }
  }
}
