package dev.weir.engine.fuzz;

import dev.weir.engine.call.Entry;
import dev.weir.engine.scenario.Call;
import dev.weir.rule.ParamValue;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What nobody intended, by a seed: exit twice or never, enter twice, rules that go while calls are
 * inside, a clock that jumps an hour or goes back, batches of nothing, of four thousand million and
 * of less than nothing, values of every type, nodes that nobody knows.
 */
public final class Fuzzer {

  /** Entries that are used. */
  public static final int SLOTS = 4;

  private static final long HOUR_NANOS = 3_600_000_000_000L;
  private static final int NODES = 4;
  private static final String[] STATISTICS = {
    "pass",
    "block",
    "complete",
    "error",
    "rt",
    "minRt",
    "concurrency",
    "maxConcurrency",
    "totalPass",
    "totalBlock",
    "totalComplete",
    "totalError",
    "totalRt"
  };

  private final Random random;
  private long nanos = 2_000_000_000_000_000_000L;
  private long revision;

  /** Goes on with the numbers of that. */
  public Fuzzer(Random random) {
    this.random = random;
  }

  /** Does one thing. */
  public void step(FuzzTarget target) {
    switch (random.nextInt(22)) {
      case 0 -> target.load(new RuleSet(++revision, RandomRules.of(random)));
      case 1, 2 -> target.clock(moved());
      case 3 -> target.signal(random.nextDouble() * 4, random.nextDouble(), random.nextInt(4_000));
      case 4, 5, 6, 7, 8 -> target.exit(random.nextInt(SLOTS), random.nextInt(3) == 0);
      case 9, 10, 11 -> target.ask(ofNodes());
      case 12 -> target.ask(STATISTICS[random.nextInt(STATISTICS.length)] + " " + resource());
      case 13 -> target.ask("events");
      default -> target.enter(random.nextInt(SLOTS), call());
    }
  }

  private String resource() {
    return random.nextInt(12) == 0 ? "other" + random.nextInt(30) : RandomRules.name(random);
  }

  private long moved() {
    long step =
        switch (random.nextInt(8)) {
          case 0 -> HOUR_NANOS;
          case 1 -> -HOUR_NANOS;
          case 2 -> -random.nextInt(2_000_000_000);
          default -> random.nextInt(700_000_000);
        };
    nanos = Math.max(0, nanos + step);
    return nanos;
  }

  private String ofNodes() {
    String address = "n" + random.nextInt(NODES);
    String resource = RandomRules.name(random);
    return switch (random.nextInt(12)) {
      case 0, 1 -> "eject " + resource;
      case 2, 3 -> "tick";
      case 4 -> "answer " + address + (random.nextBoolean() ? " yes " : " no ") + resource;
      case 5 -> "state " + address + " " + resource;
      case 6 -> "nodes " + resource;
      default ->
          "node "
              + address
              + (random.nextBoolean() ? " ok " : " error ")
              + random.nextInt(700)
              + " "
              + resource;
    };
  }

  private Call call() {
    List<ParamValue> args = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      args.add(value());
    }
    Map<String, ParamValue> attachments = new LinkedHashMap<>();
    if (random.nextInt(3) == 0) {
      attachments.put(random.nextBoolean() ? "k" : "other", value());
    }
    return new Call(
        resource(),
        batch(),
        random.nextBoolean(),
        new Call.Arguments(args, attachments),
        new Call.End(true, 0, false));
  }

  private ParamValue value() {
    return switch (random.nextInt(8)) {
      case 0 -> new ParamValue.OfBoolean(random.nextBoolean());
      case 1 -> new ParamValue.OfDouble(random.nextInt(3));
      case 2 -> new ParamValue.OfDouble(random.nextBoolean() ? Double.POSITIVE_INFINITY : -0.0);
      case 3 -> new ParamValue.OfLong(random.nextLong());
      case 4 -> new ParamValue.OfString("x".repeat(random.nextInt(40)));
      case 5 -> new ParamValue.OfString("\ud800\u0000" + random.nextInt());
      case 6 -> new ParamValue.OfLong(random.nextInt(3));
      default -> new ParamValue.OfString("hot");
    };
  }

  private long batch() {
    return switch (random.nextInt(30)) {
      case 0, 1 -> 0;
      case 2 -> Entry.MAX_BATCH;
      case 3 -> -1 - random.nextInt(9);
      case 4 -> Entry.MAX_BATCH + 1 + random.nextInt(9);
      case 5, 6 -> random.nextInt(50);
      default -> 1;
    };
  }
}
