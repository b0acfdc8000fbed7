package dev.weir.simulate;

import dev.weir.engine.call.Entry;
import dev.weir.simulate.Options.UsageException;
import dev.weir.simulate.envoy.AccessLog;
import dev.weir.simulate.trace.InputException;
import dev.weir.simulate.trace.TraceLine;
import dev.weir.simulate.trace.TraceLine.Enter;
import dev.weir.simulate.trace.TraceLine.Rules;
import dev.weir.simulate.trace.TraceReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/** The program. */
public final class Simulate {

  private static final int WRONG = 2;
  private static final int FAILED = 1;

  /** Whoever read the output, such as head, has had enough: that needs no words. */
  private static final String BROKEN_PIPE = "Broken pipe";

  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;

  /** Decisions go to {@code out}, everything else to {@code err}. */
  public Simulate(InputStream in, OutputStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Runs, and exits with what {@link #run} gives. */
  public static void main(String... arguments) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.exit(new Simulate(System.in, out, System.err).run(arguments));
  }

  /** Runs; gives 0, or 2 when the command line or an input is wrong, or 1 when output fails. */
  public int run(String... arguments) {
    try {
      Options options = Options.of(arguments);
      if (options.log() != null) {
        convert(options.log());
      } else {
        replay(options);
      }
      return 0;
    } catch (UsageException e) {
      err.println("weir: " + e.getMessage() + "; see ./weir simulate --help");
      return WRONG;
    } catch (InputException e) {
      String.valueOf(e.getMessage()).lines().forEach(line -> err.println("weir: " + line));
      return WRONG;
    } catch (FileNotFoundException | FileSystemException e) {
      err.println("weir: cannot be read: " + e.getMessage());
      return WRONG;
    } catch (IOException e) {
      if (!BROKEN_PIPE.equals(e.getMessage())) {
        err.println("weir: " + e.getMessage());
      }
      return FAILED;
    }
  }

  private void convert(String log) throws IOException, InputException {
    try (InputStream stream = open(log)) {
      new AccessLog(stream, called(log)).writeTrace(out);
    }
  }

  private void replay(Options options) throws IOException, InputException {
    RuleReader rules = new RuleReader();
    Replay replay = new Replay();
    replay.load(rules.file(Path.of(Objects.requireNonNull(options.rules()))));
    String name = Objects.requireNonNull(options.trace());
    try (InputStream stream = open(name)) {
      TraceReader trace = new TraceReader(stream, called(name));
      if (options.summary()) {
        Summary summary = new Summary(out);
        play(trace, rules, replay, summary);
        summary.write();
      } else {
        try (DecisionLines lines = new DecisionLines(out)) {
          play(trace, rules, replay, lines);
        }
      }
    }
    if (replay.forgotten() > 0) {
      err.println(
          "weir: more than "
              + Replay.MAX_RUNNING
              + " calls ran at once; the exits of the "
              + replay.forgotten()
              + " oldest were passed over");
    }
  }

  private void play(TraceReader trace, RuleReader rules, Replay replay, Report report)
      throws IOException, InputException {
    Progress progress = new Progress(err, System::nanoTime);
    for (TraceLine line = trace.next(); line != null; line = trace.next()) {
      progress.played(line);
      Entry entry = replay.play(line);
      if (entry != null) {
        report.decided((Enter) line, entry);
      } else if (line instanceof Rules text) {
        replay.load(rules.text(trace.name() + ":" + trace.number(), text.text()));
      }
    }
  }

  /** What errors call it. */
  private static String called(String name) {
    return name.equals(Options.STDIN) ? "standard input" : name;
  }

  private InputStream open(String name) throws IOException {
    return name.equals(Options.STDIN) ? in : new FileInputStream(name);
  }
}
