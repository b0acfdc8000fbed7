package dev.weir.bench.kernel;

import dev.weir.hook.HookException;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.tc.classifier.TcClassifier;
import dev.weir.traffic.LimitModule;
import dev.weir.traffic.Powers;
import dev.weir.traffic.Sizes;
import dev.weir.xdp.limiter.XdpLimiter;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A limiting program with rules in force, attached to nothing. */
final class Limiter implements AutoCloseable {

  private static final int REPEAT = 1_000_000;

  private final LoadedObject object;
  private final String program;

  private Limiter(LoadedObject object, String program) {
    this.object = object;
    this.program = program;
  }

  /** The program of tc. */
  static Limiter tc(LibbpfKernel kernel, RuleSet rules, int sourcesPerRule)
      throws IOException, HookException {
    Powers powers = new Powers("tc-classifier", "bench", Direction.INGRESS, true);
    byte[] bytes = read(TcClassifier.class, "/tc_classifier.bpf.o");
    return load(
        kernel, powers, new Program("tc_classifier", bytes, Map.of()), rules, sourcesPerRule);
  }

  /** The program of XDP. */
  static Limiter xdp(LibbpfKernel kernel, RuleSet rules, int sourcesPerRule)
      throws IOException, HookException {
    byte[] bytes = read(XdpLimiter.class, "/xdp_limiter.bpf.o");
    Program program = new Program("xdp_limiter", bytes, Map.of());
    return load(kernel, driver(), program, rules, sourcesPerRule);
  }

  /** The program of XDP, in which every packet comes from the next of so many sources. */
  static Limiter flows(LibbpfKernel kernel, RuleSet rules, int flows)
      throws IOException, HookException {
    byte[] bytes = read(Limiter.class, "/flows.bpf.o");
    Program program = new Program("flows_in_turn", bytes, Map.of("flows", (long) flows));
    return load(kernel, driver(), program, rules, 2 * flows);
  }

  /** A million packets. */
  ProgramRun run(byte[] frame) throws HookException {
    var run = object.testRun(program, frame, REPEAT);
    return new ProgramRun(run.verdict(), run.nanos());
  }

  @Override
  public void close() {
    object.close();
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Program(String name, byte[] bytes, Map<String, Long> settings) {}

  private static Powers driver() {
    return new Powers("xdp-limiter", "bench", Direction.INGRESS, false);
  }

  private static Limiter load(
      LibbpfKernel kernel, Powers powers, Program program, RuleSet rules, int sourcesPerRule)
      throws HookException {
    Sizes sizes =
        Sizes.small(kernel.possibleCpus())
            .withSources(rules.rules().size(), sourcesPerRule)
            .withAddressTables(64);
    Map<String, Long> settings = new HashMap<>(program.settings);
    settings.put("tick_nanos", kernel.tickNanos());
    LoadedObject object = kernel.load(sizes.object(program.name, program.bytes, settings));
    try {
      new LimitModule(object, powers, sizes, List.of(), kernel::awaitReaders).apply(rules);
      return new Limiter(object, program.name);
    } catch (HookException | RuntimeException e) {
      object.close();
      throw e;
    }
  }

  static byte[] read(Class<?> owner, String name) throws IOException {
    try (InputStream object = owner.getResourceAsStream(name)) {
      if (object == null) {
        throw new IOException("the program " + name + " is missing beside " + owner.getName());
      }
      return object.readAllBytes();
    }
  }
}
