package dev.weir.conformance;

import dev.weir.conformance.wasm.ScriptWriter;
import dev.weir.conformance.wasm.WasmEngine;
import dev.weir.simulate.RuleReader;
import dev.weir.simulate.trace.InputException;
import dev.weir.simulate.trace.Lines;
import dev.weir.simulate.trace.TraceLine;
import dev.weir.simulate.trace.TraceLine.Enter;
import dev.weir.simulate.trace.TraceLine.Exit;
import dev.weir.simulate.trace.TraceLine.Rules;
import dev.weir.simulate.trace.TraceLine.Signal;
import dev.weir.simulate.trace.TraceReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays the cases of the oracle on the engine in Wasm: packed into a script case by case, run, and
 * compared.
 */
public final class WasmDiffer {

  private final Oracle oracle;
  private final Tally tally = new Tally();
  private final WasmEngine wasm;
  private final ScriptWriter script = new ScriptWriter();
  private final RuleReader rules = new RuleReader();
  private final List<String> trace = new ArrayList<>();
  private final List<Verdict> expected = new ArrayList<>();
  private CaseHeader header = CaseHeader.NONE;
  private String lastId = "";

  /** Compares with that oracle what the engine decides in a VM. */
  public WasmDiffer(Oracle oracle, WasmEngine wasm) {
    this.oracle = oracle;
    this.wasm = wasm;
  }

  /** Compares the cases that are wished for. */
  public Tally compare(Oracle.Wish wish) throws IOException, InputException {
    try (Oracle.Run run = oracle.generate(wish)) {
      Lines lines = new Lines(run.output(), "seed " + wish.seed());
      while (lines.advance()) {
        if (lines.startsWith(CaseHeader.PREFIX)) {
          finish(wish.seed());
          begin(CaseHeader.read(lines.text()));
        } else if (lines.startsWith(Verdict.PREFIX)) {
          decided(Verdict.read(lines.text()));
        } else {
          trace.add(lines.text());
          pack(TraceReader.parse(lines), lines);
        }
      }
    }
    finish(wish.seed());
    return tally;
  }

  private void begin(CaseHeader next) {
    header = next;
    tally.began();
    trace.clear();
    expected.clear();
    script.clear();
    script.reset();
  }

  private void decided(Verdict sentinel) {
    expected.add(sentinel);
    if (sentinel.word().equals("block")) {
      script.blocked(lastId);
    }
  }

  private void pack(TraceLine line, Lines lines) throws InputException {
    if (line instanceof Enter enter) {
      lastId = enter.id();
      script.enter(enter);
    } else if (line instanceof Exit exit) {
      script.exit(exit);
    } else if (line instanceof Signal signal) {
      script.signal(signal);
    } else if (line instanceof Rules text) {
      script.rules(line.atNanos(), rules.text("line " + lines.number(), text.text()));
    }
  }

  private void finish(long seed) {
    if (header.equals(CaseHeader.NONE)) {
      return;
    }
    List<Verdict> verdicts =
        wasm.run(script.script()).stream()
            .map(answer -> new Verdict(answer.word(), answer.by(), answer.waitNanos()))
            .toList();
    for (int i = 0; i < expected.size(); i++) {
      Verdict sentinel = expected.get(i);
      tally.decided(header.kind(), sentinel);
      Verdict ours = i < verdicts.size() ? verdicts.get(i) : Verdict.MISSING;
      if (!ours.agrees(sentinel)) {
        String place = "decision " + i + ": " + ours;
        tally.differs(
            new Difference(
                seed, header.number(), header.kind(), trace, sentinel.toString(), place));
        return;
      }
      tally.apart(ours.apart(sentinel));
    }
  }
}
