package dev.weir.conformance;

import dev.weir.simulate.trace.InputException;
import dev.weir.simulate.trace.Lines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plays the cases of the oracle on Weir, line by line, and compares each decision. After a
 * difference the rest of its case is passed over.
 */
public final class Differ {

  private final Oracle oracle;
  private final Tally tally = new Tally();
  private final List<String> trace = new ArrayList<>();
  private WeirCase weir = new WeirCase();
  private @Nullable Verdict last;
  private long seed;
  private CaseHeader header = CaseHeader.NONE;
  private boolean over = true;

  /** Compares with that oracle. */
  public Differ(Oracle oracle) {
    this.oracle = oracle;
  }

  /** Compares the cases that are wished for. */
  public Tally compare(Oracle.Wish wish) throws IOException, InputException {
    seed = wish.seed();
    try (Oracle.Run run = oracle.generate(wish)) {
      Lines lines = new Lines(run.output(), "seed " + seed);
      while (lines.advance()) {
        if (lines.startsWith(CaseHeader.PREFIX)) {
          begin(CaseHeader.read(lines.text()));
        } else if (!over) {
          play(lines);
        }
      }
    }
    return tally;
  }

  private void begin(CaseHeader next) {
    header = next;
    weir = new WeirCase();
    trace.clear();
    over = false;
    last = null;
    tally.began();
  }

  private void play(Lines lines) throws InputException {
    if (lines.startsWith(Verdict.PREFIX)) {
      Verdict sentinel = Verdict.read(lines.text());
      Verdict ours = Objects.requireNonNull(last);
      tally.decided(header.kind(), sentinel);
      if (ours.agrees(sentinel)) {
        tally.apart(ours.apart(sentinel));
      } else {
        differs(sentinel.toString(), ours.toString());
      }
      return;
    }
    trace.add(lines.text());
    try {
      last = weir.play(lines);
    } catch (RuntimeException | InputException e) {
      differs("no error", e.toString());
    }
  }

  private void differs(String sentinel, String ours) {
    over = true;
    tally.differs(new Difference(seed, header.number(), header.kind(), trace, sentinel, ours));
  }
}
