package dev.weir.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.conformance.wasm.ScriptWriter;
import dev.weir.conformance.wasm.WasmEngine;
import dev.weir.engine.fuzz.EngineTarget;
import dev.weir.engine.fuzz.FuzzTarget;
import dev.weir.engine.fuzz.Fuzzer;
import dev.weir.engine.scenario.Call;
import dev.weir.rule.RuleSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A slice of the fuzzer's operations on the engine in Wasm and on the JVM side by side: no trap, no
 * exception, and every answer the same.
 */
final class WasmFuzzTest {

  private static final int ENGINES = 100;
  private static final int STEPS = 250;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 5})
  void operationsInAnyOrder_areAnsweredAsOnTheJvm(long seed) {
    Random random = new Random(seed);
    WasmEngine wasm = WasmEngine.inEndive();
    ScriptWriter script = new ScriptWriter();
    for (int i = 0; i < ENGINES; i++) {
      Fuzzer fuzzer = new Fuzzer(random);
      EngineTarget jvm = new EngineTarget();
      Both both = new Both(jvm, new WasmTarget(wasm, script));
      for (int step = 0; step < STEPS; step++) {
        try {
          fuzzer.step(both);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("seed " + seed + " engine " + i + " step " + step, e);
        }
      }
      jvm.check();
    }
  }

  /** Does everything twice. */
  private record Both(FuzzTarget jvm, FuzzTarget wasm) implements FuzzTarget {

    private static String same(String onTheJvm, String inWasm) {
      assertThat(inWasm).isEqualTo(onTheJvm);
      return onTheJvm;
    }

    @Override
    public void clock(long nanos) {
      jvm.clock(nanos);
      wasm.clock(nanos);
    }

    @Override
    public void load(RuleSet rules) {
      jvm.load(rules);
      wasm.load(rules);
    }

    @Override
    public void signal(double load, double cpuUsage, long memoryBytes) {
      jvm.signal(load, cpuUsage, memoryBytes);
      wasm.signal(load, cpuUsage, memoryBytes);
    }

    @Override
    public String enter(int slot, Call call) {
      return same(jvm.enter(slot, call), wasm.enter(slot, call));
    }

    @Override
    public void exit(int slot, boolean error) {
      jvm.exit(slot, error);
      wasm.exit(slot, error);
    }

    @Override
    public String ask(String question) {
      return same(jvm.ask(question), wasm.ask(question));
    }
  }
}
