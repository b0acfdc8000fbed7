package dev.weir.itests.karaf;

import dev.weir.itests.servers.EnvoyServer;
import dev.weir.itests.servers.Installation;
import dev.weir.itests.servers.Upstream;
import java.nio.file.Path;

/** The Envoy of the sample configuration, connected to an installation. */
final class SampleEnvoy {

  private static final Path SAMPLE = Path.of("../../distribution/src/main/sample/envoy.yaml.in");

  private SampleEnvoy() {}

  /**
   * Starts one and waits until it is ready.
   *
   * @param home folder for its configuration and its log
   * @param upstream the service behind
   */
  static EnvoyServer start(Path home, Installation installation, Upstream upstream)
      throws Exception {
    String program = System.getenv("WEIR_ENVOY");
    if (program == null) {
      throw new AssertionError("set WEIR_ENVOY to an Envoy 1.40; ./weir test does");
    }
    return new EnvoyServer(
        new EnvoyServer.Place(Path.of(program), SAMPLE, home.toAbsolutePath()),
        installation.xdsPort(),
        upstream.port());
  }
}
