package dev.weir.manager.signals;

import dev.weir.hook.SignalSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Origins by number, their ranks, and which of them had a source in this round. For one thread. */
final class Origins {

  private final List<String> names = new ArrayList<>();
  private final BitSet alive = new BitSet();
  private int[] ranks = new int[0];

  /** A round begins: none is alive yet. */
  void begin() {
    alive.clear();
  }

  /** A source was read; gives the number of its origin. */
  int alive(SignalSource source) {
    int number = names.indexOf(source.origin());
    if (number < 0) {
      number = names.size();
      names.add(source.origin());
      ranks = Arrays.copyOf(ranks, names.size());
    }
    ranks[number] = source.rank();
    alive.set(number);
    return number;
  }

  /** The number of an origin; below 0 of one that was not seen. */
  int number(String name) {
    return names.indexOf(name);
  }

  /** Ranks by number. */
  int[] ranks() {
    return ranks;
  }

  /** Of an origin that was seen; last of all of one that was not. */
  int rank(String name) {
    int number = names.indexOf(name);
    return number < 0 ? Integer.MAX_VALUE : ranks[number];
  }

  /** The name of a resource's origin; empty when it is gone and the resource was not heard of. */
  String nameIfAlive(int number, Meter meter, Channels channels) {
    boolean counts =
        number >= 0 && (alive.get(number) || meter.heardAfter(channels, channels.round() - 1));
    return counts ? names.get(number) : "";
  }
}
