package dev.weir.opensergo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import dev.weir.hook.RuleFormat.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A format that has read before reads as one that has not. */
final class RereadTest {

  private static final long SEED = 20261124;
  private static final int READINGS = 2_000;

  private final OpenSergoFormat used = new OpenSergoFormat();

  /** Documents that refer to each other, take each other's ids and names, and are wrong. */
  private static final List<String> TEXTS =
      List.of(
          strategy("a", 3),
          strategy("a", 4),
          strategy("b", 5).replace("threshold: 5", "treshold: 5"),
          binding("r", "a"),
          binding("r", "b"),
          binding("s", "a"),
          flow("x", 1),
          flow("x", 2),
          "- no object",
          "[{\"resource\": \"x\", \"threshold\": 1, \"tokenCalculateStrategy\": 0}]",
          "{\"flow\": [{\"resource\": \"x\", \"threshold\": 1}, {\"id\": \"x/0\", \"resource\": \"y\","
              + " \"threshold\": 1}]}");

  private static String strategy(String name, int threshold) {
    return """
        apiVersion: fault-tolerance.opensergo.io/v1alpha1
        kind: RateLimitStrategy
        metadata: {name: %s}
        spec: {metricType: RequestAmount, limitMode: Local, threshold: %d, statDurationSeconds: 1}
        """
        .formatted(name, threshold);
  }

  private static String binding(String name, String strategy) {
    return """
        apiVersion: fault-tolerance.opensergo.io/v1alpha1
        kind: FaultToleranceRule
        metadata: {name: %s}
        spec: {targets: [{targetResourceName: 'GET:/%s'}], strategies: [{name: %s}]}
        """
        .formatted(name, name, strategy);
  }

  private static String flow(String name, int threshold) {
    return """
        apiVersion: weir.dev/v1alpha1
        kind: FlowRule
        metadata: {name: %s}
        spec: {resource: r, threshold: %d}
        """
        .formatted(name, threshold);
  }

  @Test
  void anyDocumentsAfterAnyOthers_areReadAsByANewFormat() {
    Random random = new Random(SEED);
    for (int i = 0; i < READINGS; i++) {
      List<Document> documents = new ArrayList<>();
      for (int d = random.nextInt(6); d > 0; d--) {
        documents.add(new Document("d" + d, TEXTS.get(random.nextInt(TEXTS.size()))));
      }
      Reading again = used.read(documents);
      assertThat(again)
          .as("seed %d, reading %d: %s", SEED, i, documents)
          .isEqualTo(new OpenSergoFormat().read(documents));
    }
  }

  @Test
  void moreSheetsThanAreKept_theOldestMakeRoom() {
    Sheets sheets = new Sheets();
    String text = " ".repeat(1_000_000);
    for (int i = 0; i < 40; i++) {
      sheets.keep(new Sheet(new Document("d" + i, text)));
    }

    assertThat(sheets.size()).isEqualTo((int) (Sheets.MAX_CHARACTERS / text.length()));
    assertThat(sheets.find(new Document("d0", text))).isNull();
    assertThat(sheets.find(new Document("d39", text))).isNotNull();
  }
}
