package dev.weir.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.itests.servers.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The definitions as their users meet them: by the real kubectl at a real API server. */
final class KubectlIT {

  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

  /** Before a field of {@code kubectl explain}: its name and its type, then what is said of it. */
  private static final Pattern FIELD = Pattern.compile("(?m)(?=^ {2,3}\\w+\\t)");

  @TempDir static Path home = Path.of("");

  private static ApiServer server = new ApiServer(home);

  @BeforeAll
  static void start() throws Exception {
    server = new ApiServer(home).start();
    server.define(Samples.DEFINITIONS);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** {@code rules.weir.dev} and the like. */
  private static List<String> kinds() throws IOException {
    try (Stream<Path> files = Files.list(Samples.DEFINITIONS)) {
      return files
          .map(file -> file.getFileName().toString().replace(".yaml", "").split("_", 2))
          .map(parts -> parts[1] + "." + parts[0])
          .sorted()
          .toList();
    }
  }

  @Test
  void examplesOfTheDocuments_areTaken_andGetWeirListsEveryKind() throws Exception {
    String page = Files.readString(Path.of("../../docs/rules.md"));
    List<String> examples = EXAMPLE.matcher(page).results().map(found -> found.group(1)).toList();
    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      server.apply(example);
    }

    List<String> listed =
        server
            .kubectl("get", "weir", "-o", "name")
            .lines()
            .map(line -> line.substring(0, line.indexOf('/')))
            .distinct()
            .toList();

    assertThat(listed).hasSameSizeAs(kinds());
  }

  @Test
  void columns_sayWhatARuleIs() throws Exception {
    server.apply(Samples.strategy("default", "columns", 3));

    String told = server.kubectl("get", "rls", "columns");

    assertThat(told.substring(0, told.indexOf('\n')).strip().split(" +", -1))
        .containsExactly(
            "NAME", "THRESHOLD", "SECONDS", "MODE", "ACCEPTED", "ENFORCED", "WHERE", "AGE");
  }

  @Test
  void explain_describesEveryFieldOfEveryKind() throws Exception {
    for (String kind : kinds()) {
      String plural = kind.substring(0, kind.indexOf('.'));
      String group = kind.substring(kind.indexOf('.') + 1);
      String told =
          server.kubectl("explain", plural + ".spec", "--api-version=" + group + "/v1alpha1");
      assertThat(told).as(kind).contains("FIELDS:\n");
      List<String> silent = new ArrayList<>();
      for (String field : FIELD.split(told.substring(told.indexOf("FIELDS:\n") + 8), -1)) {
        if (field.lines().skip(1).allMatch(said -> said.isBlank() || said.contains("enum: "))) {
          silent.add(field);
        }
      }
      assertThat(told).as(kind).doesNotContain("<no description>");
      assertThat(silent).as(told).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "weir.dev | Rule | {resource: a, flow: {threshold: 1}, isolation: {threshold: 1}}"
            + " | give one of flow",
        "weir.dev | Rule | {resource: a} | give one of flow",
        "weir.dev | Rule | {resource: a, circuitBreaker: {strategy: ErrorRatio, threshold: 20,"
            + " statIntervalMs: 1, retryTimeoutMs: 1}} | threshold of a ratio must be at most 1",
        "weir.dev | TrafficRule | {protocol: TPC, metric: Packets, per: All, threshold: 1}"
            + " | protocol must be TCP, UDP",
        "weir.dev | HttpResource | {resource: gold, matches: [{methods: [GET]}]} | http:",
        "weir.dev | HttpResource | {resource: 'http:gold', matches: [{path: {exact: /a, prefix: /b}}]}"
            + " | give one of exact",
        "weir.dev | FlowRule | {resource: a, threshold: 1, nonsense: 1} | nonsense",
        "weir.dev | FlowRule | {threshold: 1} | spec.resource",
        "datasource.sentinel.io | SystemRules"
            + " | {rules: [{metricType: CpuUsage, strategy: BBR, triggerCount: 101}]}"
            + " | at most 100 (percent)",
        "datasource.sentinel.io | HotspotRules | {rules: [{resource: a, metricType: QPS,"
            + " paramIndex: 0, threshold: 1, durationInSec: 0}]} | durationInSec",
        "fault-tolerance.opensergo.io | RateLimitStrategy | {metricType: RequestAmount,"
            + " limitMode: Local, threshold: 1} | give statDurationSeconds or statDuration",
        "fault-tolerance.opensergo.io | CircuitBreakerStrategy | {strategy: SlowRequestRatio,"
            + " triggerRatio: 60%, statDuration: 1s, recoveryTimeout: 1s, minRequestAmount: 1}"
            + " | SlowRequestRatio needs slowConditions",
      })
  void wrongObject_isRefusedByTheServer(String group, String kind, String spec, String word) {
    String object =
        "apiVersion: %s/v1alpha1\nkind: %s\nmetadata: {name: wrong}\nspec: %s\n"
            .formatted(group, kind, spec);

    assertThatThrownBy(() -> server.apply(object))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(word);
  }
}
