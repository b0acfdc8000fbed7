package dev.weir.tcp.rtt;

import dev.weir.hook.CounterNumbers;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.MappedMemory;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured at each place. Places that have been seen are read every time; new ones are
 * looked for every tenth time, as all of them together are 4 MiB.
 */
final class Places {

  /** In the order of the events. */
  private static final int[] FIELDS = {
    Layouts.SUMS_RTT, Layouts.SUMS_SAMPLES, Layouts.SUMS_SEGMENTS, Layouts.SUMS_RETRANSMITS
  };

  private static final int SEARCH_EVERY = 10;

  /** Most places that facts name; signals have all. */
  private static final int MOST_NAMED = 32;

  private final MappedMemory sums;
  private final BitSet seen = new BitSet();
  private final CounterNumbers numbers =
      new CounterNumbers(
          this::name,
          SignalEvent.RTT,
          SignalEvent.RTT_SAMPLES,
          SignalEvent.SEGMENTS,
          SignalEvent.RETRANSMITS);
  private final @Nullable String[] names = new String[Layouts.PLACES];
  private int reads;

  Places(MappedMemory sums) {
    this.sums = sums;
  }

  void read(SignalReader reader) {
    if (reads++ % SEARCH_EVERY == 0) {
      search();
    }
    numbers.begin(reader);
    for (int place = seen.nextSetBit(0); place >= 0; place = seen.nextSetBit(place + 1)) {
      for (int event = 0; event < FIELDS.length; event++) {
        numbers.total(place, event, get(place, FIELDS[event]));
      }
    }
  }

  /** Mean round-trip times in microseconds since the hook was first attached. */
  Map<String, String> facts() {
    search();
    Map<String, String> facts = new LinkedHashMap<>();
    for (int place = seen.nextSetBit(0); place >= 0; place = seen.nextSetBit(place + 1)) {
      long samples = get(place, Layouts.SUMS_SAMPLES);
      if (samples > 0 && facts.size() < MOST_NAMED) {
        facts.put(
            "rttMicros " + name(place), Long.toString(get(place, Layouts.SUMS_RTT) / samples));
      }
    }
    facts.put("places", Integer.toString(seen.cardinality()));
    return facts;
  }

  private void search() {
    for (int place = 0; place < Layouts.PLACES; place++) {
      if (get(place, Layouts.SUMS_SAMPLES) != 0 || get(place, Layouts.SUMS_RETRANSMITS) != 0) {
        seen.set(place);
      }
    }
  }

  private long get(int place, int field) {
    return sums.getLong(place * Layouts.SUMS + field);
  }

  private String name(int place) {
    String name = names[place];
    if (name == null) {
      name = (place >= Layouts.OUT ? "out:tcp:" : "tcp:") + place % Layouts.OUT;
      names[place] = name;
    }
    return name;
  }
}
