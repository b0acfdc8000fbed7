package dev.weir.story;

import dev.weir.story.stage.ClientProcess;
import dev.weir.story.stage.HookState;
import dev.weir.story.stage.SampleNetwork;
import dev.weir.story.stage.Signal;
import dev.weir.story.stage.Stage;
import dev.weir.story.traffic.Target;
import dev.weir.story.traffic.UdpFlood;
import dev.weir.story.traffic.UdpSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** New versions of the counter, one after the other, under a flood. */
final class SwapChapter implements Chapter {

  private static final String BUNDLE = "dev.weir.xdp-counter";
  private static final String HOOK = "xdp-counter";
  private static final String JAR =
      "bpf-modules/xdp-counter/target/" + BUNDLE + "-0.1.0-SNAPSHOT.jar";
  private static final int SWAPS = 100;

  /** A flood that any machine reaches, busy or not: the verdict is about Weir, not about it. */
  private static final int LEAST_PER_SECOND = 10_000;

  /** Aimed far above the least, which is the rate of a machine that has nothing else to do. */
  private static final int PER_SECOND = 60_000;

  private static final int FLOOD_SECONDS = 900;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public String title() {
    return "5 hot swap";
  }

  @Override
  public boolean needsKernel() {
    return true;
  }

  @Override
  public void tell(Stage stage, Report report) throws Exception {
    Path jars = Files.createTempDirectory("weir-swap");
    try (UdpSink sink = new UdpSink(stage.network().address(), 0)) {
      Target to = new Target(stage.network().address(), sink.port(), SampleNetwork.FIRST_SOURCE);
      String resource = "udp:" + sink.port();
      Signal before = stage.daemon().signal(resource);
      long droppedBefore = stage.network().sent().dropped();
      UdpFlood job = new UdpFlood(to, 0, PER_SECOND, 32, FLOOD_SECONDS);
      try (ClientProcess client = stage.start(job).awaitFlowing()) {
        swap(stage, report, jars);
        UdpFlood.Result flood = client.end(UdpFlood.Result.class);
        long sent = flood.sent();
        report.holds(
            "5 hot swap: the flood, packets per second",
            PER_SECOND + ", at least " + LEAST_PER_SECOND,
            Long.toString(flood.perSecond()),
            flood.perSecond() >= LEAST_PER_SECOND);
        Stage.comesTrue(PATIENCE, () -> sink.received() + sink.overflowed() >= sent);
        long dropped = stage.network().sent().dropped() - droppedBefore;
        long lost = sent - sink.received() - sink.overflowed();
        report.equal("5 hot swap: of " + sent + " packets, lost", 0L, lost);
        report.equal("5 hot swap: packets that the veth pair had no room for", 0L, dropped);
        Signal after =
            CounterChapter.settled(stage, resource, "packets", before.total("packets") + sent);
        long counted = after.total("packets") - before.total("packets");
        report.equal("5 hot swap: of " + sent + " packets, uncounted", 0L, sent - counted);
      }
    } finally {
      Directories.delete(jars);
    }
  }

  /** Swaps; each version is in place before the next one comes. */
  private static void swap(Stage stage, Report report, Path jars) throws Exception {
    Path built = stage.script().resolve(JAR);
    String link = inPlace(stage, "").map(hook -> fact(hook, "link")).orElse("none");
    Set<String> programs = new HashSet<>();
    Set<String> links = new HashSet<>(Set.of(link));
    for (int i = 1; i <= SWAPS; i++) {
      String version = "0.1." + i;
      Path jar = jars.resolve(version + ".jar");
      VersionedJar.copy(built, version, jar);
      stage.daemon().run("bundle:update " + BUNDLE + " " + jar.toUri());
      Stage.comesTrue(PATIENCE, () -> inPlace(stage, version).isPresent());
      Optional<HookState> hook = inPlace(stage, version);
      if (hook.isPresent()) {
        programs.add(fact(hook.get(), "program"));
        links.add(fact(hook.get(), "link"));
      }
    }
    report.equal("5 hot swap: versions taken over, by their programs' ids", SWAPS, programs.size());
    report.equal("5 hot swap: links that held them, never detached", Set.of(link), links);
  }

  private static Optional<HookState> inPlace(Stage stage, String version) throws Exception {
    return stage
        .daemon()
        .hook(HOOK)
        .filter(hook -> hook.inPlace() && (version.isEmpty() || hook.version().equals(version)));
  }

  private static String fact(HookState hook, String name) {
    return hook.facts().getOrDefault(name, "unknown");
  }
}
