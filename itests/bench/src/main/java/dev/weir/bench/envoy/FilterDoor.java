package dev.weir.bench.envoy;

import dev.weir.envoy.FilterDelivery;
import dev.weir.envoy.FilterModule;
import dev.weir.envoy.delivery.EcdsDelivery;
import dev.weir.envoy.delivery.XdsEndpoint;
import dev.weir.envoy.host.WasmSignals;
import dev.weir.envoy.settings.EnvoyConfig;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.wasm.limits.hook.FilterCode;
import dev.weir.wasm.limits.hook.SliceJson;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The daemon's way to Envoy, alone: the server that it asks, and versions of the HTTP filter. */
final class FilterDoor implements AutoCloseable {

  private static final String SLOT = "weir-http";
  private static final int POLL_MS = 10;
  private static final int PATIENCE_SECONDS = 30;

  /** Of a custom section with a name of one letter: its id, its size, the length of the name. */
  private static final byte[] SECTION = {0, 6, 1, 'v'};

  private final FilterDelivery delivery;
  private final XdsEndpoint endpoint;
  private final byte[] code;

  /**
   * Opens it at any port.
   *
   * @param module the filter's .wasm
   */
  FilterDoor(Path module) throws IOException, InterruptedException {
    code = Files.readAllBytes(module);
    EnvoyConfig config =
        config(Map.of("xds_port", 0, "xds_settle", 0, "xds_timeout", PATIENCE_SECONDS * 1000));
    EcdsDelivery ecds = new EcdsDelivery(config);
    delivery = ecds;
    endpoint = new XdsEndpoint(config, ecds, new WasmSignals());
    await("the xDS server", () -> endpoint.port() > 0);
  }

  private static EnvoyConfig config(Map<String, Object> values) {
    return (EnvoyConfig)
        Proxy.newProxyInstance(
            EnvoyConfig.class.getClassLoader(),
            new Class<?>[] {EnvoyConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  /** Where Envoy finds it. */
  int port() {
    return endpoint.port();
  }

  /**
   * Delivers a version of the filter: the same work, other bytes, so another code hash and new VMs.
   *
   * @param number of the version
   */
  Attachment deliver(int number) throws HookException {
    byte[] version = Arrays.copyOf(code, code.length + SECTION.length + Integer.BYTES);
    System.arraycopy(SECTION, 0, version, code.length, SECTION.length);
    for (int i = 0; i < Integer.BYTES; i++) {
      version[version.length - 1 - i] = (byte) (number >>> (8 * i));
    }
    FilterModule module =
        new FilterModule("http", "1.0." + number, FilterModule.Layer.HTTP, "weir", version);
    long mark = FilterCode.mark(version);
    return delivery.deliver(module, SLOT, slice -> SliceJson.render(slice, mark));
  }

  /** Waits until an Envoy runs what is delivered. */
  static void awaitAccepted(Attachment attachment) throws IOException, InterruptedException {
    await("Envoy", () -> "1".equals(attachment.status().facts().get("accepted")));
  }

  /** Something that will be so. */
  interface Condition {
    boolean holds();
  }

  private static void await(String whom, Condition condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IOException(whom + " was not there after " + PATIENCE_SECONDS + " s");
      }
      Thread.sleep(POLL_MS);
    }
  }

  @Override
  public void close() {
    endpoint.deactivate();
  }
}
