package dev.weir.manager.signals;

import dev.weir.manager.SwitchView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes of origin: those of one round that go the same way are one event. For one thread. */
final class Switches {

  /** Most events kept. */
  static final int MOST = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Switches.class);

  private final Deque<SwitchView> kept = new ArrayDeque<>();
  private final Map<Way, Moved> round = new LinkedHashMap<>();

  private long number;

  private record Way(String from, String to) {}

  private record Moved(int resources, String example) {
    Moved more() {
      return new Moved(resources + 1, example);
    }
  }

  /** A resource is counted by another origin, or by none. */
  void moved(String resource, String from, String to) {
    round.merge(new Way(from, to), new Moved(1, resource), (before, one) -> before.more());
  }

  /**
   * The round is over.
   *
   * @param reason of a change, by its two origins
   */
  void close(long nowMs, BiFunction<String, String, String> reason) {
    round.forEach(
        (way, moved) ->
            keep(
                new SwitchView(
                    ++number,
                    nowMs,
                    way.from(),
                    way.to(),
                    moved.resources(),
                    moved.example(),
                    reason.apply(way.from(), way.to()))));
    round.clear();
  }

  private void keep(SwitchView event) {
    LOG.info(
        "signals of {} ({} in all) come from {}, no longer from {}: {}",
        event.example(),
        event.resources(),
        event.to().isEmpty() ? "nobody" : event.to(),
        event.from().isEmpty() ? "nobody" : event.from(),
        event.reason());
    if (kept.size() == MOST) {
      kept.removeFirst();
    }
    kept.addLast(event);
  }

  /** The last events, oldest first. */
  List<SwitchView> views() {
    return List.copyOf(kept);
  }
}
