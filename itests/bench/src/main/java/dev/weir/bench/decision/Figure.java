package dev.weir.bench.decision;

import dev.weir.bench.decision.loop.Case;
import dev.weir.bench.decision.loop.Rounds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a place said of a case.
 *
 * @param which the case
 * @param nanos of one call, in the fastest round
 * @param bytes that came into the heap, by each call; only some places can tell
 * @param collections of garbage, in all rounds; only some places can tell
 */
record Figure(Case which, double nanos, OptionalDouble bytes, OptionalLong collections) {

  private static final String ENDS = "ends";
  private static final int WITH_HEAP = 6;

  /**
   * Reads a line such as {@code weir-bench PASS ends 77.7 10000000}, behind which a place may say
   * by how many bytes its heap grew and how often it was collected; empty when it is another line.
   */
  static Optional<Figure> read(String line) {
    int mark = line.indexOf(Rounds.MARK);
    if (mark < 0) {
      return Optional.empty();
    }
    List<String> words = List.of(line.substring(mark + Rounds.MARK.length()).split(" ", -1));
    if (words.size() < 4 || !words.get(1).equals(ENDS)) {
      return Optional.empty();
    }
    double calls = Double.parseDouble(words.get(3));
    boolean heap = words.size() == WITH_HEAP;
    return Optional.of(
        new Figure(
            Case.valueOf(words.get(0)),
            Double.parseDouble(words.get(2)),
            heap
                ? OptionalDouble.of(Double.parseDouble(words.get(4)) / calls)
                : OptionalDouble.empty(),
            heap ? OptionalLong.of(Long.parseLong(words.get(5))) : OptionalLong.empty()));
  }
}
