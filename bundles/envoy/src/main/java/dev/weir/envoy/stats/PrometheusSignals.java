package dev.weir.envoy.stats;

import dev.weir.envoy.settings.EnvoyConfig;
import dev.weir.hook.HookException;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals from Envoy's own statistics: what the filters counted per resource, and new connections
 * per listening port. The fallback when no kernel hook and no Wasm report has the resource.
 */
@Component(
    service = SignalSource.class,
    immediate = true,
    configurationPid = EnvoyConfig.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
public final class PrometheusSignals implements SignalSource {

  private static final Logger LOG = LoggerFactory.getLogger(PrometheusSignals.class);

  /** Age of the newest poll at which the source counts as dead. */
  private static final Duration STALE = Duration.ofSeconds(2);

  private static final int MAX_THREADS = 4;

  /** When the newest good poll ended, if any has, and what was wrong with one after it. */
  private record Freshness(long nanos, boolean any, String lastProblem) {}

  private final Totals totals = new Totals();
  private final List<AdminAddress> addresses;
  private final ScheduledExecutorService threads;
  private volatile Freshness freshness = new Freshness(0, false, "nothing was read yet");

  @Activate
  public PrometheusSignals(EnvoyConfig config) {
    addresses = AdminAddress.parseAll(config.envoy_admin());
    if (config.envoy_stats_interval() < 10 || config.envoy_stats_interval() > 1000) {
      throw new IllegalArgumentException(
          EnvoyConfig.PID
              + ": envoy.stats.interval must be 10 to 1000 ms, was "
              + config.envoy_stats_interval());
    }
    threads =
        Executors.newScheduledThreadPool(
            Math.max(1, Math.min(addresses.size(), MAX_THREADS)), PrometheusSignals::thread);
    for (AdminAddress address : addresses) {
      AdminPoller poller = new AdminPoller(address);
      ScheduledFuture<?> unused =
          threads.scheduleWithFixedDelay(
              () -> poll(poller), 0, config.envoy_stats_interval(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public String origin() {
    return "prometheus";
  }

  @Override
  public int rank() {
    return 30;
  }

  @Override
  public void read(SignalReader reader) throws HookException {
    Freshness now = freshness;
    if (addresses.isEmpty()) {
      throw new HookException("no Envoy is named in " + EnvoyConfig.PID + ": envoy.admin");
    }
    if (!now.any || System.nanoTime() - now.nanos > STALE.toNanos()) {
      throw new HookException(
          "no Envoy's statistics could be read in the last "
              + STALE.toMillis()
              + " ms: "
              + now.lastProblem);
    }
    totals.read(reader);
  }

  /** Ends the polling. */
  @Deactivate
  public void deactivate() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(STALE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void poll(AdminPoller poller) {
    try {
      poller.poll(totals);
      succeeded();
    } catch (IOException | RuntimeException e) {
      failed(poller.address().text() + ": " + e.getMessage(), e);
    }
  }

  private synchronized void succeeded() {
    freshness = new Freshness(System.nanoTime(), true, "");
  }

  private synchronized void failed(String problem, Exception cause) {
    if (!problem.equals(freshness.lastProblem)) {
      LOG.debug("Statistics cannot be read: {}", problem, cause);
    }
    freshness = new Freshness(freshness.nanos, freshness.any, problem);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "weir-envoy-stats");
    thread.setDaemon(true);
    return thread;
  }
}
