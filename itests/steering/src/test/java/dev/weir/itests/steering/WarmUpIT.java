package dev.weir.itests.steering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.Engine;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Verdict;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import dev.weir.tc.classifier.TcClassifier;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.VethPair;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A warm-up ramp in the kernel, beside that of the engine that decides the same calls. */
@KernelTest
class WarmUpIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-steering");
  private static final int PORT = 8_080;
  private static final int OFFERED = 300;
  private static final int SECONDS = 8;

  /** A machine that pauses longer than this has not offered a constant rate. */
  private static final long STALL_MS = 400;

  private static final int ATTEMPTS = 3;

  /** Calls that the edges of a second may cost or give, beside a tenth. */
  private static final int ROUNDING = 3;

  private static final FlowRule RULE =
      new FlowRule(
          "warm",
          "tcp:" + PORT,
          false,
          new TokenCalculation.WarmUp(4, 3),
          new ControlBehavior.Reject(),
          200,
          1_000,
          Window.COMPATIBLE,
          null,
          Policy.DEFAULT);

  private VethPair veth;
  private Daemon daemon;

  @BeforeEach
  void attach() throws Exception {
    veth = VethPair.create();
    start();
  }

  private void start() throws Exception {
    TcClassifier hook =
        new TcClassifier(
            Platform.bundle("1.0.0"),
            Platform.settings(TcClassifier.Config.class, Map.of("interface$", veth.name())),
            new LibbpfKernel(PINS));
    daemon = new Daemon(hook, veth.name());
  }

  @AfterEach
  void takeDown() {
    daemon.close();
    veth.close();
  }

  @Test
  void warmUp_underAConstantRate_passesWhatTheEnginePasses() throws Exception {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      long[] totals = new long[SECONDS + 1];
      Knocks knocks = new Knocks(veth, PORT, OFFERED);
      veth.asClient(
          () -> {
            daemon.apply(new RuleSet(1, List.of(RULE)));
            knocks.run(SECONDS, daemon, second -> totals[second] = daemon.passed("warm"));
            return true;
          });
      if (knocks.longestRoundMs() <= STALL_MS || attempt == ATTEMPTS) {
        assertClose(growth(totals), engine(knocks));
        return;
      }
      daemon.close();
      start();
    }
  }

  private static void assertClose(long[] kernel, long[] engine) {
    long warm = (long) RULE.threshold();
    assertThat(engine[0]).as("the ramp begins cold").isLessThan(warm / 2);
    assertThat(engine[SECONDS - 1]).as("it ends warm").isBetween(warm - 1, warm);
    String both = "kernel " + Arrays.toString(kernel) + ", engine " + Arrays.toString(engine);
    for (int second = 0; second < SECONDS; second++) {
      assertThat((double) kernel[second])
          .as("second %d: %s", second, both)
          .isBetween(engine[second] * 0.9 - ROUNDING, engine[second] * 1.1 + ROUNDING);
    }
  }

  private static long[] growth(long[] totals) {
    long[] growth = new long[SECONDS];
    for (int i = 0; i < SECONDS; i++) {
      growth[i] = totals[i + 1] - totals[i];
    }
    return growth;
  }

  /** What the engine lets pass of the same calls, each asked when it was sent. */
  private static long[] engine(Knocks knocks) {
    long[] now = {0};
    Engine engine = new Engine(() -> now[0] * 1_000_000);
    engine.load(new RuleSet(1, List.of(RULE)));
    Resource resource = engine.resource(RULE.resource());
    Entry entry = new Entry();
    long[] passed = new long[SECONDS];
    for (long sent : knocks.sentMs()) {
      now[0] = sent;
      long since = sent - knocks.startMs();
      if (engine.enter(resource, entry) == Verdict.PASS) {
        engine.exit(entry, false);
        if (since >= 0) {
          passed[(int) Math.min(SECONDS - 1, since / 1_000)]++;
        }
      }
    }
    return passed;
  }
}
