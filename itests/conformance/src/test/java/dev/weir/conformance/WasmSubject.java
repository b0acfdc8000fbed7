package dev.weir.conformance;

import dev.weir.conformance.wasm.ScriptWriter;
import dev.weir.conformance.wasm.WasmEngine;
import dev.weir.conformance.wasm.WasmEngine.Answer;
import dev.weir.engine.scenario.Call;
import dev.weir.engine.scenario.Subject;
import dev.weir.rule.RuleSet;
import dev.weir.simulate.trace.TraceClock;
import dev.weir.simulate.trace.TraceLine.Enter;
import dev.weir.simulate.trace.TraceLine.Exit;
import dev.weir.simulate.trace.TraceLine.Signal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The engine in Wasm as a subject of scenario tables, asked step by step. */
final class WasmSubject implements Subject {

  private static final long NANOS_PER_MS = 1_000_000;

  private final WasmEngine wasm;
  private final ScriptWriter script = new ScriptWriter();
  private final Deque<String> inside = new ArrayDeque<>();
  private long nowNanos;
  private long waitNanos;
  private int calls;

  WasmSubject(WasmEngine wasm) {
    this.wasm = wasm;
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
  public void options(List<String> names) {
    script.options(names);
    run();
  }

  @Override
  public void load(RuleSet rules) {
    script.rules(nowNanos, rules);
    run();
  }

  @Override
  public void setMillis(long millis) {
    nowNanos = (millis - TraceClock.ORIGIN_MS) * NANOS_PER_MS;
  }

  @Override
  public String enter(String resource) {
    return decide(Call.of(resource));
  }

  @Override
  public String decide(Call call) {
    String id = "call " + calls++;
    Call.Arguments brought = call.arguments();
    script.enter(
        new Enter(
            nowNanos,
            call.resource(),
            id,
            call.batch(),
            List.copyOf(brought.args()),
            brought.attachments(),
            call.inbound()));
    script.ask(nowNanos, "blockedBy");
    List<Answer> answers = run();
    waitNanos = answers.get(0).waitNanos();
    if (answers.get(0).word().equals("block")) {
      script.blocked(id);
      return answers.get(1).word();
    }
    inside.add(id);
    if (!call.end().stays()) {
      nowNanos += call.end().afterMs() * NANOS_PER_MS;
      end(inside.removeLast(), call.end().error());
    }
    return "";
  }

  private void end(String id, boolean error) {
    script.exit(new Exit(nowNanos, id, error));
    run();
  }

  @Override
  public void exit(boolean error) {
    end(inside.remove(), error);
  }

  @Override
  public double waitMillis() {
    return waitNanos / 1e6;
  }

  @Override
  public void signal(String name, double value) {
    script.signal(
        switch (name) {
          case "load" -> new Signal(nowNanos, value, null, null);
          case "cpuUsage" -> new Signal(nowNanos, null, value, null);
          default -> new Signal(nowNanos, null, null, (long) value);
        });
    run();
  }

  @Override
  public String ask(String question) {
    script.ask(nowNanos, question);
    return run().get(0).word();
  }
}
