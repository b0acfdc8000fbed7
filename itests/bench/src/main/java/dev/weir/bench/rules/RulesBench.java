package dev.weir.bench.rules;

import dev.weir.bench.Ratios;
import dev.weir.bench.Row;
import dev.weir.bench.Scratch;
import dev.weir.bench.Settings;
import dev.weir.bench.Suite;
import dev.weir.bench.UnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long a rule takes from its acknowledged write until it is enforced. */
public final class RulesBench implements Suite {

  private static final String NAME = "rules";
  private static final int EDITS = 100;
  private static final int LOG_TAIL = 4_000;
  private static final int WARM_UP = 20;
  private static final int RULES = 10_000;
  private static final int FILES = 100;
  private static final int RULES_PER_FILE = RULES / FILES;
  private static final double EDIT_GOAL_MS = 100;
  private static final double CONFIG_GOAL_MS = 50;
  private static final double LOAD_GOAL_MS = 2_000;
  private static final double LARGE_GOAL_MS = 150;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "milliseconds from the acknowledged write to the first refusal, "
        + EDITS
        + " edits each; kernel hooks on the loopback, Envoy with 2 workers";
  }

  @Override
  public List<Row> run(Settings settings) throws Exception {
    if (System.getenv("WEIR_KUBE_APISERVER") == null) {
      throw new UnavailableException("set WEIR_KUBE_APISERVER to a kube-apiserver; ./weir does");
    }
    Path home = Files.createTempDirectory("weir-bench-rules");
    List<Row> rows = new ArrayList<>();
    try (Rig rig = new Rig(settings, home)) {
      measure(rig, rows);
    } finally {
      Scratch.delete(home);
    }
    return rows;
  }

  private static void measure(Rig rig, List<Row> rows) throws Exception {
    try {
      rows.addAll(peer(rig));
      for (Writer writer : rig.writers()) {
        rows.addAll(requests(rig, writer));
        rows.addAll(packets(writer));
      }
      rows.addAll(tenThousand(rig));
    } catch (IllegalStateException late) {
      System.out.print(Ratios.table(rows));
      String log = rig.log();
      System.out.println(log.substring(Math.max(0, log.length() - LOG_TAIL)));
      throw late;
    }
  }

  private static List<Row> peer(Rig rig) throws Exception {
    try (SentinelPeer peer = new SentinelPeer(rig.folder("peer"))) {
      Times times = peer.edits(WARM_UP, EDITS);
      return List.of(
          Row.of(
              NAME,
              "file to Envoy, p50",
              "sentinel-golang, in process",
              "ms",
              times.percentile(50)),
          Row.of(
              NAME,
              "file to Envoy, p99",
              "sentinel-golang, in process",
              "ms",
              times.percentile(99)));
    }
  }

  private static List<Row> requests(Rig rig, Writer writer) throws Exception {
    String name = "bench-" + writer.source();
    try (Probe probe = new RequestProbe(rig.http(), "/" + name)) {
      probe.start();
      Times times =
          edits(writer, probe, refused -> RuleText.requests(name, refused), WARM_UP + EDITS);
      return judged(writer.source() + " to Envoy", times, goal(writer));
    }
  }

  private static List<Row> packets(Writer writer) throws Exception {
    String name = "packets-" + writer.source();
    try (PacketProbe probe = new PacketProbe()) {
      probe.start();
      Times times =
          edits(
              writer,
              probe,
              dropped -> RuleText.packets(name, probe.port(), dropped),
              WARM_UP + EDITS);
      return judged(writer.source() + " to kernel", times, goal(writer));
    }
  }

  /** A rule that refuses all, or nothing. */
  @FunctionalInterface
  private interface Toggle {
    RuleText rule(boolean refuses);
  }

  private static Times edits(Writer writer, Probe probe, Toggle toggle, int count)
      throws Exception {
    long[] nanos = new long[EDITS];
    for (int i = 0; i < count; i++) {
      writer.write(toggle.rule(true));
      long acknowledged = System.nanoTime();
      long refused = probe.await(false);
      if (i >= count - EDITS) {
        nanos[i - (count - EDITS)] = Math.max(0, refused - acknowledged);
      }
      writer.write(toggle.rule(false));
      probe.await(true);
    }
    return Times.of(nanos);
  }

  private static double goal(Writer writer) {
    return writer.source().equals("config") ? CONFIG_GOAL_MS : EDIT_GOAL_MS;
  }

  private static List<Row> judged(String scenario, Times times, double goal) {
    double p99 = times.percentile(99);
    return List.of(
        Row.of(NAME, scenario + ", p50", Row.WEIR, "ms", times.percentile(50)),
        Row.of(NAME, scenario + ", p99", Row.WEIR, "ms", p99)
            .withGoal("p99 <= " + (int) goal, p99 <= goal));
  }

  private static List<Row> tenThousand(Rig rig) throws Exception {
    List<Row> rows = new ArrayList<>();
    String name = "many-0-0";
    try (Probe probe = new RequestProbe(rig.http(), "/" + name)) {
      probe.start();
      for (int file = 0; file < FILES; file++) {
        // The rules of the edits before count too, one for each plane: the set has RULES.
        int fewer = file == FILES - 1 ? 2 * rig.writers().size() : 0;
        rig.files().stage("many-" + file + ".yaml", many(file, RULES_PER_FILE - fewer, true));
      }
      for (int file = FILES - 1; file >= 0; file--) {
        rig.files().show("many-" + file + ".yaml");
      }
      long acknowledged = System.nanoTime();
      double load = (probe.await(false) - acknowledged) / 1e6;
      rows.add(
          Row.of(NAME, RULES + " rules at once", Row.WEIR, "ms", load)
              .withGoal("in " + (int) LOAD_GOAL_MS, load <= LOAD_GOAL_MS));
      long[] nanos = new long[EDITS];
      for (int i = 0; i < WARM_UP + EDITS; i++) {
        rig.files().put("many-0.yaml", many(0, RULES_PER_FILE, false));
        probe.await(true);
        rig.files().put("many-0.yaml", many(0, RULES_PER_FILE, true));
        long written = System.nanoTime();
        long refused = probe.await(false);
        if (i >= WARM_UP) {
          nanos[i - WARM_UP] = Math.max(0, refused - written);
        }
      }
      rows.addAll(judged("one edit of " + RULES, Times.of(nanos), LARGE_GOAL_MS));
    }
    return rows;
  }

  /** A file of many rules; the first of them refuses all, or nothing. */
  private static String many(int file, int rules, boolean refuses) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rules; i++) {
      text.append("---\n")
          .append(RuleText.requests("many-" + file + "-" + i, refuses && i == 0).yaml());
    }
    return text.toString();
  }
}
