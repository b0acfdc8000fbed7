package dev.weir.wasm.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Interleaves the callbacks of several streams at random, each stream's own in their order, as a
 * worker with many streams does.
 */
public final class Shuffle {

  private final Random random;
  private final List<Deque<Runnable>> streams = new ArrayList<>();

  /**
   * @param seed of the order; print it
   */
  public Shuffle(long seed) {
    random = new Random(seed);
  }

  /** One stream's steps. */
  public Shuffle stream(Runnable... steps) {
    streams.add(new ArrayDeque<>(List.of(steps)));
    return this;
  }

  /** Runs all steps of all streams. */
  public void run() {
    streams.removeIf(Deque::isEmpty);
    while (!streams.isEmpty()) {
      int next = random.nextInt(streams.size());
      streams.get(next).removeFirst().run();
      if (streams.get(next).isEmpty()) {
        streams.remove(next);
      }
    }
  }
}
