package dev.weir.conformance;

import dev.weir.conformance.wasm.ScriptWriter;
import dev.weir.conformance.wasm.WasmEngine;
import dev.weir.conformance.wasm.WasmEngine.Answer;
import dev.weir.engine.fuzz.FuzzTarget;
import dev.weir.engine.scenario.Call;
import dev.weir.rule.RuleSet;
import dev.weir.simulate.trace.TraceClock;
import dev.weir.simulate.trace.TraceLine.Enter;
import dev.weir.simulate.trace.TraceLine.Exit;
import dev.weir.simulate.trace.TraceLine.Signal;
import java.util.List;

/** The engine in Wasm under a fuzzer. A trap ends the test. */
final class WasmTarget implements FuzzTarget {

  private final WasmEngine wasm;
  private final ScriptWriter script;
  private long atNanos;

  /** A new engine in that VM. */
  WasmTarget(WasmEngine wasm, ScriptWriter script) {
    this.wasm = wasm;
    this.script = script;
    script.options(List.of("maxResources"));
    run();
  }

  private List<Answer> run() {
    List<Answer> answers = wasm.run(script.script());
    script.clear();
    if (answers.stream().anyMatch(answer -> answer.word().equals("exception"))) {
      throw new IllegalStateException("the engine threw");
    }
    return answers;
  }

  @Override
  public void clock(long nanos) {
    atNanos = nanos - TraceClock.epochNanos(0);
  }

  @Override
  public void load(RuleSet rules) {
    script.rules(atNanos, rules);
    run();
  }

  @Override
  public void signal(double load, double cpuUsage, long memoryBytes) {
    script.signal(new Signal(atNanos, load, cpuUsage, memoryBytes));
    run();
  }

  @Override
  public String enter(int slot, Call call) {
    Call.Arguments brought = call.arguments();
    script.enter(
        slot,
        new Enter(
            atNanos,
            call.resource(),
            "",
            call.batch(),
            List.copyOf(brought.args()),
            brought.attachments(),
            call.inbound()));
    script.ask(atNanos, "blockedBy");
    List<Answer> answers = run();
    Answer answer = answers.get(0);
    return switch (answer.word()) {
      case "wait" -> "wait:" + answer.waitNanos();
      case "block" -> "block:" + answers.get(1).word();
      default -> answer.word();
    };
  }

  @Override
  public void exit(int slot, boolean error) {
    script.exit(slot, new Exit(atNanos, "", error));
    run();
  }

  @Override
  public String ask(String question) {
    script.ask(atNanos, question);
    return run().get(0).word();
  }
}
