package dev.weir.conformance;

import dev.weir.simulate.trace.InputException;
import dev.weir.simulate.trace.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays the cases of the oracle on Weir, line by line, and compares each decision. After a
 * difference the rest of its case is passed over.
 */
public final class Differ {

  private static final byte[] CASE = "{\"case\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DECISION = "{\"id\":".getBytes(StandardCharsets.US_ASCII);

  private final Oracle oracle;
  private final Tally tally = new Tally();
  private final List<String> trace = new ArrayList<>();
  private WeirCase weir = new WeirCase();
  private @Nullable Verdict last;
  private long seed;
  private long number = -1;
  private String kind = "";
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
        if (lines.startsWith(CASE)) {
          begin(text(lines));
        } else if (!over) {
          play(lines);
        }
      }
    }
    return tally;
  }

  private void begin(String header) {
    String[] words = header.split("[\":,{}]+", -1);
    number = Long.parseLong(words[2]);
    kind = words[6];
    weir = new WeirCase();
    trace.clear();
    over = false;
    last = null;
    tally.began();
  }

  private void play(Lines lines) throws InputException {
    if (lines.startsWith(DECISION)) {
      Verdict sentinel = Verdict.read(text(lines));
      Verdict ours = java.util.Objects.requireNonNull(last);
      tally.decided(kind, sentinel);
      if (ours.agrees(sentinel)) {
        tally.apart(ours.apart(sentinel));
      } else {
        differs(sentinel.toString(), ours.toString());
      }
      return;
    }
    trace.add(text(lines));
    try {
      last = weir.play(lines);
    } catch (RuntimeException | InputException e) {
      differs("no error", e.toString());
    }
  }

  private void differs(String sentinel, String ours) {
    over = true;
    tally.differs(new Difference(seed, number, kind, trace, sentinel, ours));
  }

  private static String text(Lines lines) {
    return new String(lines.buffer(), lines.start(), lines.length(), StandardCharsets.UTF_8);
  }
}
