package dev.weir.conformance;

import dev.weir.engine.call.Entry;
import dev.weir.simulate.Replay;
import dev.weir.simulate.RuleReader;
import dev.weir.simulate.trace.InputException;
import dev.weir.simulate.trace.Lines;
import dev.weir.simulate.trace.TraceLine;
import dev.weir.simulate.trace.TraceLine.Rules;
import dev.weir.simulate.trace.TraceReader;
import org.jspecify.annotations.Nullable;

/** One case, played on Weir. */
final class WeirCase {

  private final Replay replay = new Replay();
  private final RuleReader rules = new RuleReader();

  /** Plays a line; gives what was decided, null when it is no enter. */
  @Nullable Verdict play(Lines line) throws InputException {
    TraceLine read = TraceReader.parse(line);
    Entry entry = replay.play(read);
    if (entry != null) {
      return Verdict.of(entry);
    }
    if (read instanceof Rules text) {
      replay.load(rules.text(line.name() + ":" + line.number(), text.text()));
    }
    return null;
  }
}
