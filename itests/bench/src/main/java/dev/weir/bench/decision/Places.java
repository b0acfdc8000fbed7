package dev.weir.bench.decision;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.bench.Row;
import dev.weir.bench.Settings;
import dev.weir.bench.decision.loop.Case;
import dev.weir.bench.decision.loop.JvmProgram;
import dev.weir.bench.decision.loop.Rounds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The same decisions on the JVM, in Node's V8 and in Envoy's, one after the other. */
final class Places {

  /** Behind a case: under a clock that steps, all kinds of rules in one engine. */
  static final String STEPPED = ", stepped clock";

  static final String NODE = "weir, Wasm in Node";
  static final String ENVOY = "weir, Wasm in Envoy";

  private static final String MODULE = "/weir-decisions.wasm";
  private static final String HOST = "host.mjs";
  private static final String TYPES = "type.googleapis.com/envoy.";

  private Places() {}

  /** Runs in all of them; {@code scratch} is for their files. */
  static List<Row> rows(Settings settings, Path scratch) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Place place :
        List.of(
            jvm(),
            node(settings.node(), scratch, Rounds.ENOUGH),
            envoy(settings.envoy(), scratch))) {
      for (Figure figure : place.run()) {
        rows.addAll(rows(place.name(), figure));
      }
    }
    return rows;
  }

  /** Node reads its clock in JavaScript, through an object: that is no figure of Wasm's. */
  private static List<Row> rows(String place, Figure figure) {
    if (figure.which() == Case.CLOCK && place.equals(NODE)) {
      return List.of();
    }
    String scenario = figure.which().title() + STEPPED;
    List<Row> rows = new ArrayList<>();
    rows.add(Row.of(DecisionBench.NAME, scenario, place, "ns", figure.nanos()));
    figure
        .bytes()
        .ifPresent(bytes -> rows.add(Row.of(DecisionBench.NAME, scenario, place, "B", bytes)));
    figure
        .collections()
        .ifPresent(
            count -> rows.add(Row.of(DecisionBench.NAME, scenario, place, "GCs", (double) count)));
    return rows;
  }

  private static Place jvm() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new Place(
        Row.WEIR,
        List.of(java, "-cp", System.getProperty("java.class.path"), JvmProgram.class.getName()));
  }

  /** The young heap is large, so that a decision's garbage would be seen and not be collected. */
  static Place node(Path program, Path scratch, int rounds) throws IOException {
    return new Place(
        NODE,
        List.of(
            program.toString(),
            "--expose-gc",
            "--min-semi-space-size=128",
            "--max-semi-space-size=128",
            copy(HOST, scratch).toString(),
            copy(MODULE, scratch).toString(),
            Integer.toString(rounds)));
  }

  private static Place envoy(Path program, Path scratch) throws IOException {
    Map<String, Object> code =
        Map.of("local", Map.of("filename", copy(MODULE, scratch).toString()));
    Map<String, Object> service =
        Map.of(
            "@type",
            TYPES + "extensions.wasm.v3.WasmService",
            "singleton",
            true,
            "config",
            Map.of(
                "name",
                "bench",
                "vm_config",
                Map.of("runtime", "envoy.wasm.runtime.v8", "code", code)));
    Map<String, Object> bootstrap =
        Map.of(
            "bootstrap_extensions",
            List.of(Map.of("name", "envoy.bootstrap.wasm", "typed_config", service)));
    Path file = scratch.resolve("decisions.json");
    Files.writeString(file, new JsonMapper().writeValueAsString(bootstrap));
    return new Place(
        ENVOY,
        List.of(
            program.toString(),
            "-c",
            file.toString(),
            "--use-dynamic-base-id",
            "--concurrency",
            "1",
            "--log-level",
            "warning"));
  }

  private static Path copy(String resource, Path folder) throws IOException {
    Path file = folder.resolve(Path.of(resource).getFileName().toString());
    if (!Files.exists(file)) {
      try (InputStream in = Places.class.getResourceAsStream(resource)) {
        Files.copy(Objects.requireNonNull(in, resource), file);
      }
    }
    return file;
  }
}
