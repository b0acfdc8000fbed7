package dev.weir.bench.kernel.swaps;

import dev.weir.bench.Row;
import dev.weir.bench.Settings;
import dev.weir.bench.Suite;
import dev.weir.bench.UnavailableException;
import dev.weir.libbpf.Capabilities;
import dev.weir.libbpf.live.LibbpfKernel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Every hook swapped a thousand times, and left by a hundred killed processes, under a flood. */
public final class SwapsBench implements Suite {

  private static final String NAME = "swaps";
  private static final int KILLS = 100;
  private static final int GAPS = 10;
  private static final int TELL_EVERY = 50;
  private static final int WARM = 5;
  private static final int LOADS = 20;
  private static final long GOAL_LOADED_MS = 50;
  private static final long GOAL_PER_SECOND = 80_000;
  private static final long GOAL_ADOPTED_MS = 1_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "hooks replaced, and adopted from processes that are killed, under a flood";
  }

  @Override
  public List<Row> run(Settings settings) throws Exception {
    Capabilities capabilities = new LibbpfKernel(Path.of("/sys/fs/bpf/wt-swaps")).capabilities();
    if (!capabilities.usable()) {
      throw new UnavailableException(capabilities.reason());
    }
    List<Row> rows = new ArrayList<>();
    int kills = Math.max(1, KILLS / Subject.ALL.size());
    for (Subject subject : Subject.ALL) {
      rows.add(loads(subject));
      int swaps = settings.swaps();
      String swapped = subject.title() + ", " + swaps + " swaps";
      Trial trial = Trial.swaps(subject, swaps, progress(swapped, swaps));
      rows.addAll(rows(swapped, trial));
      rows.add(figure(swapped, "ms, half", trial.millis()[swaps / 2]));
      rows.add(figure(swapped, "ms, 99 %", trial.millis()[swaps * 99 / 100]));
      String killed = subject.title() + ", " + kills + " kills";
      trial = Trial.kills(subject, kills, progress(killed, kills));
      rows.addAll(rows(killed, trial));
      rows.addAll(adoptions(killed, trial));
      rows.add(control(subject));
    }
    return rows;
  }

  /** Once warm: the first few do not count. */
  private static Row loads(Subject subject) throws Exception {
    Trial.loads(subject, WARM);
    long half = Trial.loads(subject, LOADS)[LOADS / 2];
    String scenario = subject.title() + ", " + LOADS + " times loaded and attached";
    return figure(scenario, "ms, half", half)
        .withGoal("at most " + GOAL_LOADED_MS, half <= GOAL_LOADED_MS);
  }

  private static List<Row> rows(String scenario, Trial trial) {
    Account account = trial.account();
    return List.of(
        figure(scenario, "met", account.met()),
        figure(scenario, "lost", account.lost()).withGoal("0", account.lost() == 0),
        figure(scenario, "unfiltered", account.unfiltered())
            .withGoal("0", account.unfiltered() == 0),
        figure(scenario, "a second", trial.perSecond())
            .withGoal("at least 80,000 packets", trial.perSecond() >= GOAL_PER_SECOND));
  }

  /** What the same account says where a hook is not swapped, but taken off and put on. */
  private static Row control(Subject subject) throws Exception {
    String scenario = subject.title() + ", control: detach and attach, " + GAPS + " times";
    Account account = Trial.gaps(subject, GAPS, progress(scenario, GAPS)).account();
    long seen = account.lost() + account.unfiltered();
    return figure(scenario, "lost or unfiltered", seen).withGoal("above 0", seen > 0);
  }

  private static List<Row> adoptions(String scenario, Trial trial) {
    long longest = trial.millis()[trial.millis().length - 1];
    return List.of(
        figure(scenario, "ms, worst", longest).withGoal("below 1 s", longest < GOAL_ADOPTED_MS),
        figure(scenario, "from exec", trial.sinceStart()[trial.sinceStart().length - 1]));
  }

  private static Row figure(String scenario, String unit, long value) {
    return Row.of(NAME, scenario, Row.WEIR, unit, (double) value);
  }

  /** Says on standard error how far it is. */
  private static IntConsumer progress(String what, int all) {
    return done -> {
      if (done % TELL_EVERY == 0 || done == all) {
        System.err.println(what + ": " + done + " done");
      }
    };
  }
}
