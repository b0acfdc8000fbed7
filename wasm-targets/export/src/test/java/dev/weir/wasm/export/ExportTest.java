package dev.weir.wasm.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExportTest {

  private static final String RULES =
      """
      [{"resource": "GET:/orders", "threshold": 5, "statIntervalInMs": 1000},
       {"resource": "shop.Cart/Add", "threshold": 7, "statIntervalInMs": 1000},
       {"resource": "tcp:10080", "threshold": 9, "statIntervalInMs": 1000}]
      """;

  @TempDir Path temp = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int export(String rules, String form, String... options) throws IOException {
    Path file = Files.writeString(temp.resolve("FlowRule.json"), rules);
    String[] all =
        Stream.of(
                Stream.of(form, file.toString(), "--out", out().toString()), Arrays.stream(options))
            .flatMap(words -> words)
            .toArray(String[]::new);
    return new Export(print(out), print(err)).run(all);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private Path out() {
    return temp.resolve("exported");
  }

  private String text(String name) throws IOException {
    return Files.readString(out().resolve(name));
  }

  @Test
  void rulesOfThreeProtocols_areThreeFiltersInOneBootstrap() throws IOException {
    assertThat(export(RULES, "envoy", "--upstream", "127.0.0.1:3000")).isZero();

    String bootstrap = text("envoy.yaml");
    for (String filter : new String[] {"http", "grpc", "tcp"}) {
      assertThat(bootstrap).contains("filename: " + out() + "/weir-" + filter + ".wasm");
      assertThat(Files.readAllBytes(out().resolve("weir-" + filter + ".wasm")))
          .startsWith(0, 'a', 's', 'm');
    }
    assertThat(bootstrap).contains("port_value: 3000").contains("\"GET:/orders\"");
    assertThat(bootstrap).contains("header: x-weir-upstream").contains("remove: x-weir-upstream");
    assertThat(bootstrap.indexOf("weir-tcp"))
        .as("before the requests")
        .isLessThan(bootstrap.indexOf("weir-http"));
  }

  private static final String OF_THE_HOST =
      """
      {"flow": [{"resource": "GET:/orders", "threshold": 5}],
       "system": [{"metricType": 4, "triggerCount": 0.8}]}
      """;

  @Test
  void ruleOfTheHost_isLeftOutWithoutADaemon() throws IOException {
    assertThat(export(OF_THE_HOST, "envoy")).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("is not exported")
        .contains("weir-envoy-service");
    assertThat(text("envoy.yaml")).doesNotContain("weir-xds");
    assertThat(out().resolve("weir-service.wasm")).doesNotExist();
  }

  @Test
  void ruleOfTheHost_withADaemon_isInEveryFilterThatCan_besideTheService() throws IOException {
    assertThat(export(OF_THE_HOST, "envoy", "--daemon", "127.0.0.1:18001")).isZero();
    String bootstrap = text("envoy.yaml");
    assertThat(bootstrap)
        .contains("bind_to_port: false", "name: weir-xds", "port_value: 18001", "value: weir-xds");
    for (String filter : new String[] {"http", "grpc", "tcp", "service"}) {
      assertThat(bootstrap).containsOnlyOnce("filename: " + out() + "/weir-" + filter + ".wasm");
      assertThat(out().resolve("weir-" + filter + ".wasm")).exists();
    }
  }

  @Test
  void serviceInAMesh_isAnEnvoyFilterThatAddsItsListenerAndTheWayToTheDaemon() throws IOException {
    assertThat(
            export(OF_THE_HOST, "istio", "--as", "EnvoyFilter", "--daemon", "198.51.100.7:18000"))
        .isZero();
    assertThat(text("istio.yaml"))
        .contains("name: weir-service", "applyTo: CLUSTER", "applyTo: LISTENER", "operation: ADD")
        .contains("address: 198.51.100.7");
  }

  @Test
  void hostsBehind_areAsManyAsAreGiven() throws IOException {
    assertThat(
            export(RULES, "envoy", "--upstream", "127.0.0.1:3000", "--upstream", "127.0.0.1:3001"))
        .isZero();
    assertThat(text("envoy.yaml")).contains("port_value: 3000", "port_value: 3001");
  }

  @Test
  void sameRulesTwice_areTheSameBytes() throws IOException {
    assertThat(export(RULES, "istio")).isZero();
    String first = text("istio.yaml");
    assertThat(export(RULES, "istio")).isZero();
    assertThat(text("istio.yaml")).isEqualTo(first);
  }

  @Test
  void pluginThatIstioFetches_hasTheModulesHash() throws IOException {
    assertThat(export(RULES, "istio", "--modules", "https://a.example/weir", "--selector", "app=a"))
        .isZero();
    assertThat(text("istio.yaml"))
        .contains("url: https://a.example/weir/weir-http.wasm")
        .containsPattern("sha256: [0-9a-f]{64}")
        .contains("app: a");
  }

  @Test
  void ruleThatNoFilterEnforces_isNamedWithTheReason() throws IOException {
    String rules = "[{\"resource\": \"no such thing\", \"threshold\": 5}]";
    assertThat(export(rules, "envoy")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("is not exported")
        .contains("METHOD:/path")
        .contains("nothing was written");
    assertThat(out()).doesNotExist();
  }

  @Test
  void badRule_isAnErrorWithItsLineAndNothingIsWritten() throws IOException {
    assertThat(export("[{\"resource\": \"GET:/a\",\n \"threshold\": \"many\"}]", "envoy"))
        .isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("FlowRule.json").contains(":2:");
    assertThat(out()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "envoy, --listen, here, expected HOST:PORT",
    "envoy, --listen, 127.0.0.1:70000, a port is 1 to 65535",
    "envoy, --namespace, a, has no option '--namespace'",
    "istio, --modules, ftp://a, a URL of file",
    "istio, --as, Gateway, is one of WasmPlugin",
    "istio, --selector, app, takes KEY=VALUE",
    "istio, --daemon, 127.0.0.1:18000, needs --as EnvoyFilter",
    "envoy, --daemon, 18000, expected HOST:PORT",
    "envoy, --upstream, nowhere, expected HOST:PORT",
  })
  void badOption_saysWhatWasExpected(String form, String option, String value, String words)
      throws IOException {
    assertThat(export(RULES, form, option, value)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(words);
    assertThat(out()).doesNotExist();
  }

  @Test
  void envoyFilterWithModulesToFetch_isRefused() throws IOException {
    assertThat(export(RULES, "istio", "--as", "EnvoyFilter", "--modules", "https://a.example"))
        .isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("file:///FOLDER");
  }
}
