package dev.weir.bench.kernel;

import dev.weir.bench.Row;
import dev.weir.bench.Scratch;
import dev.weir.bench.Settings;
import dev.weir.bench.Suite;
import dev.weir.bench.UnavailableException;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.libbpf.Capabilities;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.xdp.counter.XdpCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Nanoseconds per packet of the counter and of the limits, over those of a program that does
 * nothing.
 */
public final class KernelBench implements Suite {

  private static final String NAME = "kernel";
  private static final int REPEAT = 1_000_000;
  private static final int XDP_DROP = 1;
  private static final int XDP_PASS = 2;
  private static final int TCX_NEXT = -1;
  private static final int TCX_DROP = 2;
  private static final int FEW_SOURCES = 4_096;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "one packet in a BPF program, fastest of nine interleaved runs of a million";
  }

  @Override
  public List<Row> run(Settings settings) throws Exception {
    Path scratch = Files.createTempDirectory("weir-bench-kernel");
    try (VethPair pair = new VethPair()) {
      LibbpfKernel kernel = new LibbpfKernel(Path.of("/sys/fs/bpf", pair.device()));
      Capabilities capabilities = kernel.capabilities();
      if (!capabilities.usable()) {
        throw new UnavailableException(capabilities.reason());
      }
      try (Measurement measurement = new Measurement(kernel)) {
        measurement.limits();
        return measurement.withCounter(pair.device(), scratch);
      }
    } finally {
      Scratch.delete(scratch);
    }
  }

  /** All programs, loaded at once and measured in turns. */
  private static final class Measurement implements AutoCloseable {

    private final LibbpfKernel kernel;
    private final Deque<Runnable> open = new ArrayDeque<>();
    private final Rounds rounds = new Rounds();
    private final List<Entry> entries = new ArrayList<>();
    private final Plane tc;
    private final Plane xdp;

    /** A plane's program that does nothing and its plainest counter, by their numbers. */
    private record Plane(int floor, int hash) {}

    private record Entry(Scenario scenario, Plane plane, int trial) {}

    Measurement(LibbpfKernel kernel) throws IOException, HookException {
      this.kernel = kernel;
      byte[] bytes = Limiter.read(KernelBench.class, "/reference.bpf.o");
      LoadedObject reference = kernel.load(ObjectSpec.of("reference", bytes));
      open.push(reference::close);
      this.tc = plane(reference, "tc", TCX_NEXT);
      this.xdp = plane(reference, "xdp", XDP_PASS);
    }

    void limits() throws IOException, HookException {
      Limiter tcFew = opened(Limiter.tc(kernel, Limits.few(), FEW_SOURCES));
      Limiter xdpFew = opened(Limiter.xdp(kernel, Limits.few(), FEW_SOURCES));
      Limiter tcMany = opened(Limiter.tc(kernel, Limits.many(), 64));
      Limiter xdpMany = opened(Limiter.xdp(kernel, Limits.many(), 64));
      LimitScenarios.few("tc", TCX_NEXT, TCX_DROP).forEach(asked -> add(asked, tc, tcFew));
      add(LimitScenarios.many("tc", TCX_NEXT), tc, tcMany);
      LimitScenarios.few("xdp", XDP_PASS, XDP_DROP).forEach(asked -> add(asked, xdp, xdpFew));
      add(LimitScenarios.many("xdp", XDP_PASS), xdp, xdpMany);
      Limiter flows = opened(Limiter.flows(kernel, Limits.one(), 65_536));
      add(LimitScenarios.flows(65_536, XDP_PASS, 69), xdp, flows);
      Limiter moreFlows = opened(Limiter.flows(kernel, Limits.one(), 131_072));
      add(LimitScenarios.flows(131_072, XDP_PASS, 84), xdp, moreFlows);
    }

    List<Row> withCounter(String device, Path scratch) throws Exception {
      Hook hook =
          new XdpCounter(Unmanaged.bundle(), Unmanaged.defaults(XdpCounter.Config.class), kernel);
      Attachment counter = hook.attach(device);
      try {
        int id = program(counter);
        Scenario asked =
            new Scenario("xdp, count a datagram", Frames.udp(Limits.PORT), XDP_PASS, 20);
        Path file = Files.write(scratch.resolve("frame"), asked.frame());
        int trial = rounds.add(asked.name(), XDP_PASS, () -> ProgramRun.once(id, file));
        entries.add(new Entry(asked, xdp, trial));
        rounds.measure();
        return rows();
      } finally {
        counter.detach();
      }
    }

    @Override
    public void close() {
      open.forEach(Runnable::run);
    }

    private Plane plane(LoadedObject reference, String prefix, int verdict) {
      byte[] frame = Frames.udp(Limits.PORT);
      int[] trials = new int[2];
      String[] programs = {prefix + "_floor", prefix + "_hash"};
      for (int i = 0; i < trials.length; i++) {
        String program = programs[i];
        trials[i] =
            rounds.add(
                program,
                verdict,
                () -> {
                  var run = reference.testRun(program, frame, REPEAT);
                  return new ProgramRun(run.verdict(), run.nanos());
                });
      }
      return new Plane(trials[0], trials[1]);
    }

    private Limiter opened(Limiter limiter) {
      open.push(limiter::close);
      return limiter;
    }

    private void add(Scenario asked, Plane plane, Limiter limiter) {
      int trial = rounds.add(asked.name(), asked.verdict(), () -> limiter.run(asked.frame()));
      entries.add(new Entry(asked, plane, trial));
    }

    private List<Row> rows() {
      List<Row> rows = new ArrayList<>();
      for (Entry entry : entries) {
        String name = entry.scenario.name();
        int goal = entry.scenario.goal();
        int weir = rounds.nanos(entry.trial);
        int floor = rounds.nanos(entry.plane.floor);
        Row own = Row.of(NAME, name, Row.WEIR, "ns", weir);
        rows.add(
            goal == 0
                ? own
                : own.withGoal("weir - floor <= " + goal + " ns", weir - floor <= goal));
        rows.add(Row.of(NAME, name, "floor", "ns", floor));
        rows.add(Row.of(NAME, name, "per-CPU hash", "ns", rounds.nanos(entry.plane.hash)));
      }
      return rows;
    }

    private static int program(Attachment attachment) throws IOException {
      String id = attachment.status().facts().get("program");
      if (id == null) {
        throw new IOException("no program is attached: " + attachment.status().detail());
      }
      return Integer.parseInt(id);
    }
  }
}
