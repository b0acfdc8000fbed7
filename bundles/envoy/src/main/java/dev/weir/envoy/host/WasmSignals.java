package dev.weir.envoy.host;

import dev.weir.hook.CounterNumbers;
import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals from the filters themselves, as Weir's service in each Envoy reports them: what all
 * workers together have counted, added up over all Envoys. It is alive while one of them reports,
 * and before the first has: it has counted nothing then.
 *
 * <p>What an Envoy has counted before its first report is the base line, unless it has only just
 * begun and has never had an answer from a daemon: then all of it is new.
 */
@Component(
    service = {SignalSource.class, WasmSignals.class},
    immediate = true)
public final class WasmSignals implements SignalSource {

  /** Most resources; what comes after is left out. */
  static final int MAX_RESOURCES = 20_000;

  /** Most Envoys; the one that was not heard for longest is forgotten for another. */
  static final int MAX_REPORTERS = 64;

  /** Not heard of any Envoy for so long, in nanoseconds, the source is not alive. */
  static final long SILENT_NANOS = 800_000_000L;

  /** An Envoy whose counting began no longer ago has only just begun, in nanoseconds. */
  static final long JUST_BEGUN_NANOS = 10_000_000_000L;

  static final int PASSED = 0;
  static final int BLOCKED = 1;
  static final int ENTERED = 2;
  static final int ENDED = 3;

  private static final SignalEvent[] EVENTS = {
    SignalEvent.PASS,
    SignalEvent.BLOCK,
    SignalEvent.ESTABLISHED,
    SignalEvent.COMPLETE,
    SignalEvent.ERROR,
    SignalEvent.RESPONSE_MICROS
  };

  private static final Logger LOG = LoggerFactory.getLogger(WasmSignals.class);

  private final LongSupplier clock;
  private final long id = ThreadLocalRandom.current().nextLong() | 1;
  private final Map<Long, Reporter> reporters = new HashMap<>();
  private final Map<ByteBuffer, Integer> places = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final CounterNumbers numbers = new CounterNumbers(this::name, EVENTS);
  private final Reporter.Sums sums = new Growing();
  private long[] counted = new long[64 * Report.COUNTS];
  private String problem = "";
  private boolean heard;
  private boolean full;
  private long heardNanos;

  /** Nothing reported yet. */
  @Activate
  public WasmSignals() {
    this(System::nanoTime);
  }

  WasmSignals(LongSupplier clock) {
    this.clock = clock;
  }

  /** By which an Envoy's service knows that it talks to the same daemon as before. */
  public long id() {
    return id;
  }

  @Override
  public String origin() {
    return "wasm";
  }

  @Override
  public int rank() {
    return 20;
  }

  /**
   * Takes a report; one that cannot be read changes nothing and is told in the log.
   *
   * @return the report; null where there is none
   */
  synchronized @Nullable Report take(byte[] message) {
    try {
      Report report = Report.read(message);
      if (report != null) {
        take(report);
      }
      return report;
    } catch (IOException e) {
      if (!problem.equals(e.getMessage())) {
        problem = String.valueOf(e.getMessage());
        LOG.warn("The report of an Envoy's service is not one: {}", problem);
      }
      return null;
    }
  }

  private void take(Report report) {
    Reporter reporter = reporters.get(report.epoch());
    if (reporter == null) {
      if (!report.whole()) {
        return;
      }
      long age = report.now() - report.epoch();
      reporter = new Reporter(report.known() == 0 && age >= 0 && age < JUST_BEGUN_NANOS);
      makeRoom();
      reporters.put(report.epoch(), reporter);
    }
    heardNanos = clock.getAsLong();
    heard = true;
    reporter.take(report, heardNanos, sums);
  }

  private void makeRoom() {
    if (reporters.size() >= MAX_REPORTERS) {
      long now = clock.getAsLong();
      reporters.entrySet().stream()
          .max(
              (a, b) ->
                  Long.compare(now - a.getValue().heardNanos(), now - b.getValue().heardNanos()))
          .ifPresent(oldest -> reporters.remove(oldest.getKey()));
    }
  }

  /** Whether an Envoy's service has reported of late. */
  public synchronized boolean reporting() {
    return heard && clock.getAsLong() - heardNanos <= SILENT_NANOS;
  }

  @Override
  public synchronized void read(SignalReader reader) throws HookException {
    if (heard && !reporting()) {
      throw new HookException(
          "no Envoy's service has reported in the last " + SILENT_NANOS / 1_000_000 + " ms");
    }
    numbers.begin(reader);
    for (int place = 0; place < names.size(); place++) {
      int first = place * Report.COUNTS;
      int told = counted[first + ENTERED] > 0 ? EVENTS.length : ENTERED;
      for (int event = 0; event < told; event++) {
        numbers.total(place, event, counted[first + event]);
      }
    }
  }

  private String name(int place) {
    return names.get(place);
  }

  /** The sums over all Envoys. */
  private final class Growing implements Reporter.Sums {

    @Override
    public int place(ByteBuffer name) {
      Integer known = places.get(name);
      if (known != null) {
        return known;
      }
      int place = names.size();
      if (place == MAX_RESOURCES) {
        if (!full) {
          full = true;
          LOG.warn("Envoys report more than {} resources: the rest is left out", MAX_RESOURCES);
        }
        return -1;
      }
      names.add(StandardCharsets.UTF_8.decode(name.duplicate()).toString());
      places.put(name, place);
      if (names.size() * Report.COUNTS > counted.length) {
        counted = Arrays.copyOf(counted, 2 * counted.length);
      }
      return place;
    }

    @Override
    public void add(int place, int index, long growth) {
      counted[place * Report.COUNTS + index] += growth;
    }
  }
}
