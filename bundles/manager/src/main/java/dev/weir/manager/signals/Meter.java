package dev.weir.manager.signals;

import dev.weir.hook.SignalEvent;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The channels of one resource, one per event, and whose figures it had. */
final class Meter {

  private final String resource;
  private final Map<SignalEvent, Integer> channels = new EnumMap<>(SignalEvent.class);
  private int origin = -1;
  private @Nullable String told;
  private long heardMs;

  /** A figure of a channel. */
  interface Figure {
    long of(int channel);
  }

  Meter(String resource, long nowMs) {
    this.resource = resource;
    this.heardMs = nowMs;
  }

  String resource() {
    return resource;
  }

  /** The channel of an event; below 0 for none. */
  int channel(SignalEvent event) {
    return channels.getOrDefault(event, -1);
  }

  void channel(SignalEvent event, int channel) {
    channels.put(event, channel);
  }

  Collection<Integer> channels() {
    return channels.values();
  }

  /**
   * Whose figures they are: that of the passes first, else of the best that was heard in this
   * round; one that nobody was heard of keeps whose they were.
   *
   * @param ranks by number of the origin
   */
  int origin(Channels of, int[] ranks) {
    int passes = channel(SignalEvent.PASS);
    if (passes >= 0 && of.fedIn(passes) == of.round()) {
      origin = of.origin(passes);
      return origin;
    }
    int best = -1;
    for (int channel : channels.values()) {
      if (of.fedIn(channel) == of.round()) {
        int found = of.origin(channel);
        best = best < 0 || ranks[found] < ranks[best] ? found : best;
      }
    }
    origin = best < 0 ? origin : best;
    return origin;
  }

  /** Whether any of it was heard after a round. */
  boolean heardAfter(Channels of, int round) {
    for (int channel : channels.values()) {
      if (of.fedIn(channel) > round) {
        return true;
      }
    }
    return false;
  }

  /** Whose figures were told last; null of a new one. */
  @Nullable String told() {
    return told;
  }

  void tell(String name) {
    told = name;
  }

  /** When it was heard last, to a second. */
  long heardMs() {
    return heardMs;
  }

  void heard(long nowMs) {
    heardMs = nowMs;
  }

  /**
   * Totals of the events that somebody counts now.
   *
   * @param totals by channel
   */
  Map<SignalEvent, Long> totals(Channels of, long[] totals) {
    Map<SignalEvent, Long> now = new EnumMap<>(SignalEvent.class);
    channels.forEach(
        (event, channel) -> {
          if (of.fedIn(channel) == of.round()) {
            now.put(event, totals[channel]);
          }
        });
    return now;
  }

  Map<SignalEvent, Long> each(Figure figure) {
    Map<SignalEvent, Long> figures = new EnumMap<>(SignalEvent.class);
    channels.forEach((event, channel) -> figures.put(event, figure.of(channel)));
    return figures;
  }
}
