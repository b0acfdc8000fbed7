package dev.weir.manager.signals;

import dev.weir.engine.cell.Region;
import dev.weir.engine.cell.Ring;
import dev.weir.hook.SignalEvent;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The sliding windows of one resource, one per event. Each event is fed by the best origin alive
 * that reports it, so that an event that one origin does not have is taken from the next.
 */
final class Meter {

  private final Map<SignalEvent, Channel> channels = new EnumMap<>(SignalEvent.class);
  private String origin = "";
  private @Nullable String told;
  private long heard;
  private boolean lost;

  /** What is known of one event. */
  private static final class Channel {

    /** The last second in tenths: a rate read between two polls is at most a tenth short. */
    private static final Ring.Shape SECOND = new Ring.Shape(100, 10, 10);

    private static final Ring.Shape MINUTE = new Ring.Shape(1_000, 60, 60);

    private final Ring second = new Ring(Region.of(SECOND.buckets()), SECOND);
    private final Ring minute = new Ring(Region.of(MINUTE.buckets()), MINUTE);
    private String origin = "";
    private long counted;
    private long total;
    private long round;
  }

  /**
   * Takes what a round brought, of events that no better origin has fed in it.
   *
   * @param number of the round, at least 1, the same for all origins
   */
  void feed(Round round, String resource, long number, long nowMs) {
    round
        .totals(resource)
        .forEach(
            (event, total) -> {
              Channel channel = channels.computeIfAbsent(event, e -> new Channel());
              if (channel.round != number) {
                boolean same = channel.origin.equals(round.origin());
                long growth = round.growth(resource, event, same);
                if (growth != 0) {
                  channel.second.add(nowMs, growth);
                  channel.minute.add(nowMs, growth);
                }
                channel.counted += growth;
                channel.total = total;
                channel.origin = round.origin();
                channel.round = number;
              }
            });
    Channel lead = channels.get(SignalEvent.PASS);
    if (lead != null && lead.round == number) {
      origin = lead.origin;
    } else if (heard != nowMs) {
      origin = round.origin();
    }
    heard = nowMs;
    lost = false;
  }

  /** Whose figures they are, that of the passes first; empty when nobody counts them any more. */
  String origin() {
    return lost ? "" : origin;
  }

  /** Whose figures they were at the end of the round before; of a new one as now. */
  String settle() {
    String before = told;
    told = origin();
    return before == null ? told : before;
  }

  /** Nobody counts it any more. */
  void lose() {
    lost = true;
  }

  long heard() {
    return heard;
  }

  Map<SignalEvent, Long> totals() {
    return each(channel -> channel.total);
  }

  /** Everything that was fed. */
  Map<SignalEvent, Long> counted() {
    return each(channel -> channel.counted);
  }

  /** Everything that was fed of one event; below 0 when it was not in the round of that number. */
  long counted(SignalEvent event, long number) {
    Channel channel = channels.get(event);
    return channel == null || channel.round != number ? -1 : channel.counted;
  }

  Map<SignalEvent, Long> perSecond(long nowMs) {
    return each(channel -> channel.second.sum(nowMs));
  }

  Map<SignalEvent, Long> perMinute(long nowMs) {
    return each(channel -> channel.minute.sum(nowMs));
  }

  private Map<SignalEvent, Long> each(ToLongFunction<Channel> figure) {
    Map<SignalEvent, Long> figures = new EnumMap<>(SignalEvent.class);
    channels.forEach((event, channel) -> figures.put(event, figure.applyAsLong(channel)));
    return figures;
  }
}
