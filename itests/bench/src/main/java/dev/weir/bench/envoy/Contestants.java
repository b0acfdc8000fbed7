package dev.weir.bench.envoy;

import dev.weir.bench.Row;
import dev.weir.bench.Settings;
import dev.weir.bench.UnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Wasm filters that are measured beside each other.
 *
 * @param weir path of Weir's module
 * @param none path of the module whose one callback does nothing
 * @param single path of the module that has Weir's limits in each worker by itself
 * @param rust a limit written with the Rust SDK of proxy-wasm
 */
record Contestants(String weir, String none, String single, Peer rust) {

  /** Weir's filter with what workers share kept in each of them. */
  static final String PER_WORKER = "weir, per worker";

  /** A Wasm filter with one callback that does nothing. */
  static final String EMPTY = "empty Wasm filter";

  private static final String RUST_SHARED = "Rust SDK, exact";
  private static final String RUST_LOCAL = "Rust SDK, per worker";
  private static final String CLASSES = "itests/bench/target/classes/";

  /** Those of a build. */
  static Contestants of(Settings settings) throws UnavailableException {
    return new Contestants(
        EnvoyBench.module(settings),
        built(settings, CLASSES + "empty.wasm"),
        built(settings, CLASSES + "per-worker.wasm"),
        Peer.of("WEIR_RUST_LIMIT"));
  }

  /** The path of a module of the build. */
  static String built(Settings settings, String path) throws UnavailableException {
    Path module = settings.root().resolve(path);
    if (!Files.exists(module)) {
      throw new UnavailableException(module + " is not built: ./weir builds it, or mvn package");
    }
    return module.toString();
  }

  Listener weir(String scenario, int status, int perSecond) {
    return Listener.weir(scenario, Row.WEIR, status, weir, perSecond);
  }

  Listener weirWithEveryKind(String scenario) {
    return Listener.weirWithEveryKind(scenario, weir, "client");
  }

  Listener perWorker(String scenario, int perSecond) {
    return Listener.weir(scenario, PER_WORKER, 200, single, perSecond);
  }

  Listener empty(String scenario) {
    return Listener.wasm(scenario, EMPTY, 200, none, "");
  }

  /** Both ways of the Rust filter, or none where it could not be had. */
  List<Listener> rust(String scenario, int status, int perSecond) {
    if (rust.file().isEmpty()) {
      return List.of();
    }
    String module = rust.file().get().toString();
    return List.of(
        Listener.wasm(scenario, RUST_SHARED, status, module, "shared " + perSecond),
        Listener.wasm(scenario, RUST_LOCAL, status, module, "local " + perSecond));
  }

  /** What is said of it where it could not be had. */
  List<Row> missingRust(String bench, List<String> scenarios) {
    if (rust.file().isPresent()) {
      return List.of();
    }
    return scenarios.stream()
        .map(scenario -> Row.missing(bench, scenario, RUST_SHARED, rust.why()))
        .toList();
  }
}
