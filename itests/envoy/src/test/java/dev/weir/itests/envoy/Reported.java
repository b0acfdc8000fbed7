package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.envoy.host.WasmSignals;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.service.ServiceFilter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What a daemon knows of a resource by what Weir's service in an Envoy reports. */
final class Reported {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WasmSignals signals;
  private final String resource;

  Reported(Daemon daemon, String resource) {
    this.signals = daemon.signals;
    this.resource = resource;
  }

  /** Delivers the service and waits until it has been answered once. */
  static Attachment service(Daemon daemon) throws HookException {
    Attachment service =
        new ServiceFilter(
                Settings.defaults(ServiceFilter.Config.class), Filters.bundle(), daemon.delivery)
            .attach("weir-service");
    service.apply(RuleSet.EMPTY);
    Daemon.awaitAccepted(service, 1);
    await().atMost(PATIENCE).until(daemon.signals::reporting);
    return service;
  }

  /** Totals now, of what was counted. */
  Map<SignalEvent, Long> totals() throws HookException {
    Map<SignalEvent, Long> totals = new EnumMap<>(SignalEvent.class);
    signals.read(
        (name, event, total) -> {
          if (name.equals(resource)) {
            totals.put(event, total);
          }
        });
    return totals;
  }

  /** The total of an event now. */
  long total(SignalEvent event) throws HookException {
    return totals().getOrDefault(event, -1L);
  }

  /** Waits until an event has that total. */
  void awaitTotal(SignalEvent event, long total) {
    await()
        .atMost(PATIENCE)
        .ignoreException(HookException.class)
        .untilAsserted(() -> assertThat(totals()).containsEntry(event, total));
  }

  /** Waits until all calls have ended, and says what is known; response times are left out. */
  void awaitAll(long pass, long block, long error) {
    await()
        .atMost(PATIENCE)
        .ignoreException(HookException.class)
        .untilAsserted(
            () -> {
              Map<SignalEvent, Long> totals = totals();
              totals.remove(SignalEvent.RESPONSE_MICROS);
              assertThat(totals)
                  .isEqualTo(
                      Map.of(
                          SignalEvent.PASS, pass,
                          SignalEvent.BLOCK, block,
                          SignalEvent.ESTABLISHED, pass,
                          SignalEvent.COMPLETE, pass,
                          SignalEvent.ERROR, error));
            });
  }
}
