package dev.weir.story;

import dev.weir.story.stage.Remains;
import dev.weir.story.stage.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Tells the story: starts a Weir, shows each of its lines on real traffic, takes it down and looks
 * whether anything is left. Its exit status is 0 only if every check held.
 */
public final class Demo {

  private static final List<Chapter> CHAPTERS =
      List.of(
          new RuleFileChapter(),
          new ConfigAdminChapter(),
          new CounterChapter(),
          new ClassifierChapter(),
          new RemovalChapter(),
          new SwapChapter(),
          new FilterChapter(),
          new FallbackChapter());

  /** The kernel frees maps some time after their last user is gone. */
  private static final Duration FREED = Duration.ofSeconds(10);

  private final Options options;
  private final Report report;

  private Demo(Options options, Report report) {
    this.options = options;
    this.report = report;
  }

  /** Runs it; the arguments are those of {@link Options}. */
  public static void main(String[] args) throws Exception {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Report report = new Report(System.out);
    new Demo(options, report).run();
    System.out.println(report.summary());
    if (options.json().isPresent()) {
      report.write(options.json().get());
    }
    System.exit(report.ok() ? 0 : 1);
  }

  private void run() throws InterruptedException {
    report.heading();
    try {
      Stage stage = Stage.set(options.script(), options.kernel());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> strike(stage), "strike"));
      for (Chapter chapter : CHAPTERS) {
        tell(chapter, stage);
      }
      Remains remains = Remains.expect(stage);
      stage.strike();
      Stage.comesTrue(FREED, () -> remains.left().isEmpty());
      List<String> left = remains.left();
      report.equal(
          "8 taken down: left of network, pins, links, maps, ports",
          "nothing",
          left.isEmpty() ? "nothing" : String.join(", ", left));
    } catch (IOException e) {
      report.holds("0 Weir comes up and goes down", "yes", e.toString(), false);
    }
  }

  private void tell(Chapter chapter, Stage stage) throws InterruptedException {
    if (chapter.needsKernel() && !stage.status().kernelOn()) {
      String seen = stage.status().kernel() + ": " + stage.status().reason();
      String expected = options.kernel() ? "on" : "off, as asked";
      report.holds(chapter.title() + ": kernel plane", expected, seen, !options.kernel());
      return;
    }
    try {
      chapter.tell(stage, report);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      report.holds(chapter.title() + ": told to its end", "yes", e.toString(), false);
    }
  }

  private static void strike(Stage stage) {
    try {
      stage.strike();
    } catch (IOException | InterruptedException e) {
      System.err.println("Weir was not taken down: " + e);
    }
  }
}
