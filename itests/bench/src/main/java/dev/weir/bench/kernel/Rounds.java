package dev.weir.bench.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs measured in turns, one run of a million packets each, nine times over: what slows the
 * machine for a while slows all of them, and the fastest run of each is the one least disturbed.
 */
final class Rounds {

  private static final int ROUNDS = 9;

  private final List<Trial> trials = new ArrayList<>();
  private final List<Integer> fastest = new ArrayList<>();

  /** A program on a packet. */
  @FunctionalInterface
  interface Run {
    /** Runs it a million times. */
    ProgramRun once() throws Exception;
  }

  private record Trial(String name, int verdict, Run run) {}

  /** Takes part from the next round on; the number by which to ask for its time. */
  int add(String name, int verdict, Run run) {
    trials.add(new Trial(name, verdict, run));
    fastest.add(Integer.MAX_VALUE);
    return trials.size() - 1;
  }

  /**
   * Measures.
   *
   * @throws IOException when a program does not return what it has to
   */
  void measure() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < trials.size(); i++) {
        ProgramRun run = trials.get(i).run.once();
        if (run.verdict() != trials.get(i).verdict) {
          throw new IOException(
              "'%s' returned %d, expected %d"
                  .formatted(trials.get(i).name, run.verdict(), trials.get(i).verdict));
        }
        fastest.set(i, Math.min(fastest.get(i), run.nanos()));
      }
    }
  }

  /** Nanoseconds of one packet in the fastest round. */
  int nanos(int trial) {
    return fastest.get(trial);
  }
}
