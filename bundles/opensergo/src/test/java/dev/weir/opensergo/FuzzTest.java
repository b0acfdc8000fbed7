package dev.weir.opensergo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of broken documents: no exception, bounded time, rules or problems and never both. */
@Timeout(120)
final class FuzzTest {

  private static final int RUNS = 2_000;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  @ParameterizedTest
  @ValueSource(strings = {"specification.yaml", "control-plane.yaml", "traffic.yaml", "list.json"})
  void mutantOfValidDocument_isReadOrRefused(String name) {
    Document valid = Reader.fixture("good/" + name);
    for (int seed = 0; seed < RUNS; seed++) {
      Document mutant = new Document(name, new Mutator(seed).mutate(valid.text()));
      check(mutant, name + " with seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.yaml", "a.json"})
  void randomText_isReadOrRefused(String name) {
    for (int seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(200); i >= 0; i--) {
        text.append(
            (char) (random.nextInt(20) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
      }
      check(new Document(name, text.toString()), name + " with seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"specification.yaml", "control-plane.yaml", "traffic.yaml", "list.json"})
  void mutantBesideValidDocument_takesNothingFromIt(String name) {
    Document valid = Reader.fixture("good/" + name);
    int rules = Reader.rules(valid).size();
    for (int seed = 0; seed < RUNS / 4; seed++) {
      Document mutant = new Document("mutant", new Mutator(seed).mutate(valid.text()));
      Reading reading = Reader.read(valid, mutant);

      assertThat(reading.rules())
          .as("seed " + seed)
          .filteredOn(rule -> rule.document().equals(valid.name()))
          .hasSize(rules);
    }
  }

  private static void check(Document document, String which) {
    long start = System.nanoTime();
    Reading reading = new OpenSergoFormat().read(List.of(document));
    Duration taken = Duration.ofNanos(System.nanoTime() - start);

    assertThat(taken).as(which).isLessThan(LONGEST);
    assertThat(reading.rules().isEmpty() || reading.problems().isEmpty()).as(which).isTrue();
    long lines = document.text().chars().filter(c -> c == '\n' || c == '\r' || c > 127).count() + 2;
    for (Problem problem : reading.problems()) {
      assertThat(problem.line()).as(which).isBetween(0, (int) lines);
      assertThat(problem.column()).as(which).isNotNegative();
      assertThat(problem.message()).as(which).isNotBlank();
      assertThat(problem.toString().chars()).as(which).noneMatch(Character::isISOControl);
    }
  }
}
