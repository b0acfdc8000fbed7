package dev.weir.bench.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.bench.Row;
import dev.weir.bench.Scratch;
import dev.weir.bench.Settings;
import dev.weir.bench.Suite;
import dev.weir.bench.decision.meeting.Meeting;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the decisions of this package under JMH, on one thread and on two. */
public final class DecisionBench implements Suite {

  static final String NAME = "decision";
  private static final int WARM_UPS = 3;
  private static final TimeValue WARM_UP = TimeValue.milliseconds(300);
  private static final int ITERATIONS = 5;
  private static final TimeValue ITERATION = TimeValue.milliseconds(200);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "one decision on the JVM, fastest of "
        + ITERATIONS
        + " iterations of JMH; then beside the same in Wasm";
  }

  @Override
  public List<Row> run(Settings settings) throws IOException, RunnerException {
    Path scratch = Files.createTempDirectory("weir-bench-decision");
    List<Row> rows = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      String suffix = threads == 1 ? "" : DecisionGoals.TWO_THREADS;
      for (RunResult result : silently(new Runner(options(threads, scratch)), scratch)) {
        rows.addAll(rows(result, suffix));
      }
    }
    rows.addAll(Meeting.rows(NAME));
    rows.addAll(Places.rows(settings, scratch));
    Scratch.delete(scratch);
    rows.addAll(Loading.rows());
    rows.addAll(LoadPause.rows());
    rows.addAll(Logging.rows());
    return DecisionGoals.judge(rows);
  }

  /** JMH passes on what its forks print, and Sentinel's settings are not for this table. */
  private static Collection<RunResult> silently(Runner runner, Path scratch)
      throws IOException, RunnerException {
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream file =
        new PrintStream(Files.newOutputStream(scratch.resolve("forks.txt")), true, UTF_8)) {
      System.setOut(file);
      System.setErr(file);
      return runner.run();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static Options options(int threads, Path scratch) {
    return new OptionsBuilder()
        .include(DecisionBench.class.getPackageName().replace(".", "\\.") + "\\..*")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .threads(threads)
        .forks(1)
        .warmupIterations(WARM_UPS)
        .warmupTime(WARM_UP)
        .measurementIterations(ITERATIONS)
        .measurementTime(ITERATION)
        .addProfiler(GCProfiler.class)
        .jvmArgs("-Xms256m", "-Xmx256m", "-Dcsp.sentinel.log.dir=" + scratch)
        .output(scratch.resolve("jmh.txt").toString())
        .shouldFailOnError(true)
        .verbosity(VerboseMode.NORMAL)
        .build();
  }

  private static List<Row> rows(RunResult result, String suffix) {
    String[] packages = result.getParams().getBenchmark().split("\\.", -1);
    String method = packages[packages.length - 2] + "." + packages[packages.length - 1];
    Subjects.Named named = Subjects.of(method);
    String scenario = named.scenario() + suffix;
    Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    if (bytes == null) {
      throw new IllegalStateException("JMH's gc profiler said nothing about " + method);
    }
    return List.of(
        Row.of(NAME, scenario, named.subject(), "ns", fastest(result)),
        Row.of(NAME, scenario, named.subject(), "B", bytes.getScore()));
  }

  /** What else the machine does makes an iteration slower, never faster. */
  private static double fastest(RunResult result) {
    return result.getPrimaryResult().getStatistics().getMin();
  }
}
