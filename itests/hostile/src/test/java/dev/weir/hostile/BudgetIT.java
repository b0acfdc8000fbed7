package dev.weir.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a VM of the HTTP filter holds in a V8, all objects and linear memory together, when clients
 * and rules take all that they can get. Held against the budget that the configuration names.
 */
final class BudgetIT {

  private static final long MIB = 1 << 20;

  private static final String VALUES =
      rules(
          1,
          "{'id':'v','resource':'GET:/a','hotspot':{'key':'header:x','threshold':2,"
              + "'durationInSec':1,'capacity':50000}}");
  private static final String NAMES =
      rules(
          60,
          "{'id':'n#','resource':'^GET:/p/|q#','regex':1,'threshold':9,"
              + "'statIntervalInMs':1000}");
  private static final String STREAMS =
      rules(1, "{'id':'s','resource':'GET:/i','isolation':{'threshold':100000}}");
  private static final String RESOURCES =
      rules(
          3000,
          "{'id':'r#','resource':'GET:/o/#','breaker':{'errorRatio':0.5,"
              + "'minRequestAmount':1,'statIntervalMs':1000,'retryTimeoutMs':100}}");

  @TempDir Path scratch = Path.of("");

  private static String rules(int count, String rule) {
    return "{'count':" + count + ",'rule':'" + rule.replace('\'', '`') + "'}";
  }

  private static String configure(int mebibytes, String... of) {
    return "{'step':'configure','head':'`memory`:"
        + mebibytes
        + ",','of':["
        + String.join(",", of)
        + "]}";
  }

  private static String requests(int count, String path, String more) {
    return "{'step':'requests','count':" + count + ",'path':'" + path + "'" + more + "}";
  }

  /**
   * What was held after a step.
   *
   * @param bytes of objects and of linear memory
   * @param configured whether the last configuration was taken
   * @param evicted what {@code weir.evicted} says
   */
  private record Held(long bytes, boolean configured, long evicted) {}

  private List<Held> run(String... steps) throws IOException {
    String script = String.join("\n", steps).replace("`", "\\\"").replace('\'', '"');
    Path written = Files.writeString(scratch.resolve("script"), script);
    Path module = Files.write(scratch.resolve("module.wasm"), Filter.HTTP.module());
    Process process =
        new ProcessBuilder(
                node(), "--expose-gc", program().toString(), module.toString(), written.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Held> held = new ArrayList<>();
    try (var out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] figures = line.split(" ", -1);
        held.add(
            new Held(
                Long.parseLong(figures[0]) + Long.parseLong(figures[1]),
                figures[2].equals("1"),
                Long.parseLong(figures[3])));
      }
    } finally {
      process.destroy();
    }
    assertThat(held).hasSameSizeAs(steps);
    return held;
  }

  private static String node() {
    String node = System.getProperty("weir.node", System.getenv("WEIR_NODE"));
    if (node == null || !Files.isExecutable(Path.of(node))) {
      throw new IllegalStateException(
          "Name a Node of version 22 or later in -Dweir.node or WEIR_NODE, was " + node);
    }
    return node;
  }

  private Path program() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(BudgetIT.class.getResourceAsStream("memory.mjs"))) {
      return Files.write(scratch.resolve("memory.mjs"), in.readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32})
  void clientsThatTakeAll_getNoMoreThanTheBudget(int mebibytes) throws IOException {
    String all = configure(mebibytes, VALUES, NAMES, STREAMS, RESOURCES);
    List<Held> held =
        run(
            all,
            requests(120_000, "/a", ",'header':['x']"),
            requests(20_000, "/i", ",'open':true"),
            requests(6_000, "/p/#", ",'size':180"),
            requests(3_000, "/o/#", ",'open':true"),
            requests(3, "/p/", ",'size':" + 3 * MIB),
            requests(60_000, "/a", ",'header':['x']"),
            all,
            requests(3_000, "/o/#", ""));
    assertThat(held)
        .allSatisfy(
            step -> {
              assertThat(step.configured()).isTrue();
              assertThat(step.bytes()).isLessThanOrEqualTo(mebibytes * MIB);
            });
    assertThat(held.get(3).bytes()).isGreaterThan(mebibytes * MIB / 3);
    long evicted = held.get(held.size() - 1).evicted();
    if (mebibytes <= 16) {
      assertThat(evicted).isPositive();
    } else {
      assertThat(evicted).isNotNegative();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 16})
  void rulesThatTakeMore_areRefusedAndGone(int mebibytes) throws IOException {
    String text = "b".repeat(1_000);
    List<Held> held =
        run(
            configure(mebibytes, STREAMS),
            configure(
                mebibytes,
                rules(
                    3_900,
                    "{'id':'f#','resource':'GET:/f/#','threshold':1,"
                        + "'statIntervalInMs':1000,'fallback':{'status':503,'body':'"
                        + text
                        + "#'}}")),
            requests(1, "/i", ""));
    assertThat(held.get(0).configured()).isTrue();
    assertThat(held.get(1).configured()).isFalse();
    assertThat(held.get(0).bytes()).isLessThan(MIB);
  }
}
