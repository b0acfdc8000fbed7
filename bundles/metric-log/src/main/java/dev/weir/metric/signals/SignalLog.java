package dev.weir.metric.signals;

import dev.weir.manager.Manager;
import dev.weir.metric.MetricHistory;
import dev.weir.metric.MetricLog;
import dev.weir.metric.MetricPage;
import dev.weir.metric.MetricQuery;
import dev.weir.metric.MetricSearch;
import dev.weir.metric.MetricSettings;
import dev.weir.metric.PrometheusFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metric log as an OSGi component. It is on unless its configuration says otherwise, as
 * Sentinel's is; a configuration that cannot be is an error, and the log goes on as before.
 */
@Component(
    service = MetricHistory.class,
    immediate = true,
    configurationPid = SignalLog.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = Settings.class)
public final class SignalLog implements MetricHistory {

  static final String PID = "dev.weir.metric.log";

  private static final Logger LOG = LoggerFactory.getLogger(SignalLog.class);

  private final Manager manager;
  private final Path home;
  private MetricSettings settings;
  private String exposed = "";
  private @Nullable MetricLog running;

  @Activate
  public SignalLog(BundleContext context, @Reference Manager manager, Settings config) {
    this(manager, home(context));
    modified(config);
  }

  /** One that is off. */
  SignalLog(Manager manager, Path home) {
    this.manager = manager;
    this.home = home;
    this.settings = MetricSettings.of(home, "weir");
  }

  private static Path home(BundleContext context) {
    String data = context.getProperty("karaf.data");
    return data == null
        ? context.getDataFile("metrics").toPath()
        : Path.of(data, "weir", "metrics");
  }

  @Modified
  final synchronized void modified(Settings config) {
    try {
      configure(config.enabled(), settings(config), config.prometheus_file().strip());
    } catch (RuntimeException bad) {
      LOG.error(
          "metric log: configuration {} cannot be used and is left aside: {}",
          PID,
          bad.getMessage());
    }
  }

  private void configure(boolean enabled, MetricSettings next, String file) {
    if (enabled == (running != null) && next.equals(settings) && file.equals(exposed)) {
      return;
    }
    Path prometheus = Path.of(file);
    deactivate();
    settings = next;
    exposed = file;
    if (enabled) {
      MetricLog log = MetricLog.start(next, new SignalMetrics(manager::signals), SignalLog::wall);
      if (!file.isEmpty()) {
        log.exposing(
            new PrometheusFile(
                prometheus,
                () -> SignalMetrics.readings(manager.signals()),
                () -> OriginText.of(manager.signals(), manager.switches())));
      }
      running = log;
    }
  }

  /** Nanoseconds since the epoch, as people's clocks show it. */
  private static long wall() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }

  private MetricSettings settings(Settings config) {
    String name =
        config.use_pid()
            ? MetricSettings.fileName(config.app(), ProcessHandle.current().pid())
            : MetricSettings.fileName(config.app());
    return new MetricSettings(
        config.folder().isBlank() ? home : Path.of(config.folder().strip()),
        name,
        ZoneId.systemDefault(),
        new MetricSettings.Roll(config.single_file_max_size(), config.max_file_count()));
  }

  @Deactivate
  final synchronized void deactivate() {
    MetricLog log = running;
    running = null;
    if (log != null) {
      log.close();
    }
  }

  @Override
  public synchronized State state() {
    MetricLog log = running;
    return new State(log != null, settings.folder(), log == null ? 0 : log.lost());
  }

  @Override
  public MetricPage find(MetricQuery query) throws IOException {
    MetricSettings now = now();
    return new MetricSearch(now.folder(), now.fileName()).find(query);
  }

  private synchronized MetricSettings now() {
    return settings;
  }
}
