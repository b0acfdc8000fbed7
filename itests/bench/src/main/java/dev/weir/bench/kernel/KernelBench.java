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
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficRule;
import dev.weir.tc.classifier.TcClassifier;
import dev.weir.xdp.counter.XdpCounter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Nanoseconds per packet of the counter and the classifier. */
public final class KernelBench implements Suite {

  private static final String NAME = "kernel";
  private static final String REFERENCE = "/reference.bpf.o";
  private static final int REPEAT = 1_000_000;
  private static final int TRIES = 9;
  private static final int PORT = 9_053;
  private static final int OTHER_PORT = 9_054;
  private static final int DAY_MS = 86_400_000;
  private static final int XDP_PASS = 2;
  private static final int TCX_NEXT = -1;
  private static final int TCX_DROP = 2;
  private static final long MILLION = 1_000_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "one packet in a BPF program, fastest of " + TRIES + " runs of a million";
  }

  @Override
  public List<Row> run(Settings settings)
      throws IOException, InterruptedException, UnavailableException, HookException {
    Path scratch = Files.createTempDirectory("weir-bench-kernel");
    try (VethPair pair = new VethPair()) {
      LibbpfKernel kernel = new LibbpfKernel(Path.of("/sys/fs/bpf", pair.device()));
      Capabilities capabilities = kernel.capabilities();
      if (!capabilities.usable()) {
        throw new UnavailableException(capabilities.reason());
      }
      List<Row> rows = new ArrayList<>();
      try (LoadedObject reference = kernel.load(ObjectSpec.of("reference", reference()))) {
        rows.addAll(counter(kernel, reference, pair.device(), scratch));
        rows.addAll(classifier(kernel, reference, pair.device(), scratch));
      }
      return rows;
    } finally {
      Scratch.delete(scratch);
    }
  }

  private static List<Row> counter(
      LibbpfKernel kernel, LoadedObject reference, String device, Path scratch)
      throws IOException, InterruptedException, UnavailableException, HookException {
    Hook hook =
        new XdpCounter(Unmanaged.bundle(), Unmanaged.defaults(XdpCounter.Config.class), kernel);
    byte[] frame = Frames.udp(PORT);
    Attachment counter = hook.attach(device);
    try {
      Case scenario = new Case("xdp, count a datagram", frame, XDP_PASS, 20);
      return scenario.rows(
          nanos(reference, "xdp_floor", frame),
          nanos(reference, "xdp_hash", frame),
          ProgramRun.fastest(program(counter), frame, scratch));
    } finally {
      counter.detach();
    }
  }

  private static List<Row> classifier(
      LibbpfKernel kernel, LoadedObject reference, String device, Path scratch)
      throws IOException, InterruptedException, UnavailableException, HookException {
    Hook hook =
        new TcClassifier(Unmanaged.bundle(), Unmanaged.defaults(TcClassifier.Config.class), kernel);
    List<Case> cases =
        List.of(
            new Case("tc, a port without a rule", Frames.udp(OTHER_PORT), TCX_NEXT, 0),
            new Case("tc, a datagram within its limit", Frames.udp(PORT), TCX_NEXT, 31),
            new Case("tc, a connection refused", Frames.syn(PORT), TCX_DROP, 0));
    List<Row> rows = new ArrayList<>();
    Attachment classifier = hook.attach(device);
    try {
      classifier.apply(rules());
      for (Case scenario : cases) {
        byte[] frame = scenario.frame();
        rows.addAll(
            scenario.rows(
                nanos(reference, "tc_floor", frame),
                nanos(reference, "tc_hash", frame),
                ProgramRun.fastest(program(classifier), frame, scratch)));
      }
    } finally {
      classifier.detach();
    }
    return rows;
  }

  /** Datagrams within their limit for as long as this lasts; one connection in a day. */
  private static RuleSet rules() {
    return new RuleSet(
        1,
        List.of(
            new TrafficRule(
                "datagrams",
                TrafficRule.Protocol.UDP,
                PORT,
                TrafficRule.Metric.PACKETS,
                TrafficRule.Per.SOURCE,
                MILLION,
                1_000,
                TRIES * MILLION * 10),
            new TrafficRule(
                "connections",
                TrafficRule.Protocol.TCP,
                PORT,
                TrafficRule.Metric.CONNECTIONS,
                TrafficRule.Per.SOURCE,
                1,
                DAY_MS,
                1)));
  }

  private static int program(Attachment attachment) throws IOException {
    String id = attachment.status().facts().get("program");
    if (id == null) {
      throw new IOException("no program is attached: " + attachment.status().detail());
    }
    return Integer.parseInt(id);
  }

  private static int nanos(LoadedObject object, String program, byte[] frame) throws HookException {
    int fastest = Integer.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      fastest = Math.min(fastest, object.testRun(program, frame, REPEAT).nanos());
    }
    return fastest;
  }

  private static byte[] reference() throws IOException {
    try (InputStream object = KernelBench.class.getResourceAsStream(REFERENCE)) {
      if (object == null) {
        throw new IOException("the benchmark lacks its program " + REFERENCE);
      }
      return object.readAllBytes();
    }
  }

  /**
   * One packet and what is asked of the program that sees it.
   *
   * @param name of the case
   * @param frame the packet
   * @param verdict what Weir's program has to return: a figure is worth nothing otherwise
   * @param goal most nanoseconds over the floor that Weir's program may take; 0 for no goal
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Case(String name, byte[] frame, int verdict, int goal) {

    List<Row> rows(int floor, int hash, ProgramRun weir) throws IOException {
      if (weir.verdict() != verdict) {
        throw new IOException(
            "'" + name + "' returned " + weir.verdict() + ", expected " + verdict);
      }
      Row own = Row.of(NAME, name, Row.WEIR, "ns", weir.nanos());
      return List.of(
          goal == 0
              ? own
              : own.withGoal("weir - floor <= " + goal + " ns", weir.nanos() - floor <= goal),
          Row.of(NAME, name, "floor", "ns", floor),
          Row.of(NAME, name, "per-CPU hash", "ns", hash));
    }
  }
}
