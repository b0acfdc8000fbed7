package dev.weir.itests.envoy;

import static org.awaitility.Awaitility.await;

import dev.weir.envoy.delivery.EcdsDelivery;
import dev.weir.envoy.delivery.XdsEndpoint;
import dev.weir.envoy.host.HostService;
import dev.weir.envoy.host.WasmSignals;
import dev.weir.envoy.settings.EnvoyConfig;
import dev.weir.hook.Attachment;
import dev.weir.hook.host.Figures;
import dev.weir.hook.host.ProcHost;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** The bundle's delivery as the daemon has it, on a port. */
final class Daemon implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final EcdsDelivery delivery;
  final WasmSignals signals = new WasmSignals();
  private final XdsEndpoint endpoint;

  /**
   * @param port to listen at, 0 for any
   * @param settleMillis how long an unspoken slot is left alone
   */
  Daemon(int port, int settleMillis) {
    this(port, settleMillis, new ProcHost());
  }

  /** On a host of these figures. */
  Daemon(int port, int settleMillis, Supplier<Figures> host) {
    EnvoyConfig config =
        Settings.of(Map.of("xds.port", port, "xds.settle", settleMillis, "xds.timeout", 10_000));
    delivery = new EcdsDelivery(config);
    endpoint = new XdsEndpoint(config, delivery, new HostService(host, signals, delivery.quotas()));
    await().atMost(PATIENCE).until(() -> endpoint.port() > 0);
  }

  int port() {
    return endpoint.port();
  }

  /** Waits until as many Envoys have accepted what the attachment delivers. */
  static void awaitAccepted(Attachment attachment, int proxies) {
    String expected = Integer.toString(proxies);
    await()
        .atMost(PATIENCE)
        .until(() -> expected.equals(attachment.status().facts().get("accepted")));
  }

  @Override
  public void close() {
    endpoint.deactivate();
  }
}
