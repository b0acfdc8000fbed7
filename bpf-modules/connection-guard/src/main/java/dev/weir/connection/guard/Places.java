package dev.weir.connection.guard;

import dev.weir.hook.CounterNumbers;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.MappedMemory;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is at each place. Places that have been seen are read every time; new ones are looked
 * for every tenth time, as all of them together are 4 MiB.
 */
final class Places {

  /** In the order of the events. */
  private static final int[] FIELDS = {
    Layouts.STATE_OPENED, Layouts.STATE_CLOSED, Layouts.STATE_REFUSED
  };

  private static final int SEARCH_EVERY = 10;

  /** Most places that facts name; signals have all. */
  private static final int MOST_NAMED = 32;

  private final MappedMemory states;
  private final BitSet seen = new BitSet();
  private final CounterNumbers numbers =
      new CounterNumbers(
          this::name, SignalEvent.ESTABLISHED, SignalEvent.COMPLETE, SignalEvent.BLOCK);
  private final @Nullable String[] names = new String[Layouts.PLACES];
  private int reads;

  Places(MappedMemory states) {
    this.states = states;
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

  /** Connections at once, of all places and of the first of them by name. */
  Map<String, String> facts() {
    search();
    Map<String, String> facts = new LinkedHashMap<>();
    long all = 0;
    for (int place = seen.nextSetBit(0); place >= 0; place = seen.nextSetBit(place + 1)) {
      long open = get(place, Layouts.STATE_WORD) >>> Layouts.OPEN_SHIFT;
      all += open;
      if (open > 0 && facts.size() < MOST_NAMED) {
        facts.put("open " + name(place), Long.toString(open));
      }
    }
    facts.put("open", Long.toString(all));
    return facts;
  }

  private void search() {
    for (int place = 0; place < Layouts.PLACES; place++) {
      if (get(place, Layouts.STATE_OPENED) != 0 || get(place, Layouts.STATE_REFUSED) != 0) {
        seen.set(place);
      }
    }
  }

  private long get(int place, int field) {
    return states.getLong(place * Layouts.STATE + field);
  }

  private String name(int place) {
    String name = names[place];
    if (name == null) {
      name = Limit.resource(place);
      names[place] = name;
    }
    return name;
  }
}
