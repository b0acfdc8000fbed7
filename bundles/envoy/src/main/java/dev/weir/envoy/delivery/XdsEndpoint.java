package dev.weir.envoy.delivery;

import dev.weir.envoy.host.HostService;
import dev.weir.envoy.host.WasmSignals;
import dev.weir.envoy.settings.EnvoyConfig;
import dev.weir.envoy.xds.Slots;
import dev.weir.envoy.xds.XdsServer;
import dev.weir.hook.host.ProcHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the xDS port open while it is active. A port that is taken is tried again every second: the
 * daemon before this one may still be closing it.
 */
@Component(
    service = XdsEndpoint.class,
    immediate = true,
    configurationPid = EnvoyConfig.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
public final class XdsEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(XdsEndpoint.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Slots slots;
  private final HostService host;
  private final InetSocketAddress address;
  private final long settleNanos;
  private final AtomicReference<@Nullable XdsServer> server = new AtomicReference<>();
  private final Thread thread;

  @Activate
  public XdsEndpoint(
      EnvoyConfig config, @Reference EcdsDelivery delivery, @Reference WasmSignals reports) {
    this(config, delivery, new HostService(new ProcHost(), reports, delivery.quotas()));
  }

  /**
   * The endpoint of a host.
   *
   * @param host answers Weir's service in each Envoy
   */
  public XdsEndpoint(EnvoyConfig config, EcdsDelivery delivery, HostService host) {
    this.host = host;
    slots = delivery.slots();
    address = address(config);
    settleNanos = Duration.ofMillis(config.xds_settle()).toNanos();
    thread = new Thread(this::run, "weir-xds-endpoint");
    thread.setDaemon(true);
    thread.start();
  }

  /** The port it listens at; 0 while it does not. */
  public int port() {
    XdsServer open = server.get();
    return open == null ? 0 : open.port();
  }

  /** Closes the port; Envoys keep what they have. */
  @Deactivate
  public void deactivate() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    XdsServer open = server.getAndSet(null);
    if (open != null) {
      open.close();
    }
  }

  private void run() {
    long start = System.nanoTime();
    try {
      open();
      long rest = settleNanos - (System.nanoTime() - start);
      Thread.sleep(Math.max(0, Duration.ofNanos(rest).toMillis()));
      slots.settle();
    } catch (InterruptedException e) {
      LOG.debug("Deactivated before the slots settled");
    }
  }

  private void open() throws InterruptedException {
    for (boolean told = false; ; told = true) {
      try {
        XdsServer opened = XdsServer.open(address, slots, host);
        server.set(opened);
        LOG.info("Envoys connect to {}:{}", address.getHostString(), opened.port());
        return;
      } catch (IOException e) {
        if (!told) {
          LOG.warn("Cannot listen at {} for Envoys, trying again until it is free", address, e);
        }
        Thread.sleep(RETRY.toMillis());
      }
    }
  }

  private static InetSocketAddress address(EnvoyConfig config) {
    if (config.xds_port() < 0 || config.xds_port() > 65_535) {
      throw new IllegalArgumentException(
          EnvoyConfig.PID + ": xds.port must be 0 to 65535, was " + config.xds_port());
    }
    InetSocketAddress address = new InetSocketAddress(config.xds_address(), config.xds_port());
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(
          EnvoyConfig.PID + ": xds.address '" + config.xds_address() + "' is no address or host");
    }
    return address;
  }
}
