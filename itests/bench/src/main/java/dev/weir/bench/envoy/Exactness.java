package dev.weir.bench.envoy;

import dev.weir.bench.Row;
import dev.weir.bench.Scratch;
import dev.weir.bench.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A limit over the workers of an Envoy, and what its access log says of it.
 *
 * @param envoy the program
 * @param module the HTTP filter's .wasm
 * @param limit calls a second
 */
record Exactness(Path envoy, Path module, int limit) {

  /** Workers of the Envoy. */
  static final int WORKERS = 4;

  /** What passed, window by window. */
  Windows under(ExactLoad load, int seconds)
      throws IOException, InterruptedException, UnavailableException {
    Path scratch = Files.createTempDirectory("weir-bench-exact");
    try {
      Path log = scratch.resolve("access.log");
      List<Integer> ports = EnvoyBench.freePorts(2);
      Listener listener = Listener.weir(load.described(), Row.WEIR, 200, module.toString(), limit);
      String configuration =
          Bootstrap.json(List.of(listener), ports, ports.get(1), Bootstrap.accessLog(log));
      load(load, seconds, configuration, ports, scratch);
      return Windows.read(log);
    } finally {
      Scratch.delete(scratch);
    }
  }

  /** The log is whole when Envoy has ended. */
  @SuppressWarnings("try") // Envoy is there to be asked
  private void load(
      ExactLoad load, int seconds, String configuration, List<Integer> ports, Path scratch)
      throws IOException, InterruptedException, UnavailableException {
    try (EnvoyProcess process =
        EnvoyProcess.start(envoy, configuration, ports.get(1), scratch, WORKERS)) {
      load.on(ports.get(0), limit, seconds);
    }
  }
}
