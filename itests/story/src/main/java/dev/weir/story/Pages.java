package dev.weir.story;

import dev.weir.story.page.Example;
import dev.weir.story.page.Page;
import dev.weir.story.page.Step;
import dev.weir.story.page.Terminal;
import dev.weir.story.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tries what pages of the documentation give to try: types each command, as it is printed, into a
 * shell beside a Weir that runs, and compares what it prints with the page. Its exit status is 0
 * only if every command did as the page says.
 *
 * <p>Rules take a moment to be in force, and a window may end between two requests: an example is
 * tried again until it prints what it should, for a minute. What a try takes from a window is
 * missing in the next, so the pauses between tries grow until they are longer than any window of a
 * page.
 */
public final class Pages {

  /** Before each try of an example, in milliseconds; the first only where it has rules. */
  private static final int[] PAUSES = {
    1_000, 500, 1_000, 2_000, 4_000, 12_000, 12_000, 12_000, 12_000
  };

  private static final String RULES = "page.json";

  private final Path root;
  private final Report report;

  private Pages(Path root, Report report) {
    this.root = root;
    this.report = report;
  }

  /** Runs it; the arguments are those of {@link PageOptions}. */
  public static void main(String[] args) throws Exception {
    PageOptions options;
    try {
      options = PageOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Report report = new Report(System.out);
    Path root = options.script().toAbsolutePath().getParent();
    new Pages(root == null ? Path.of("") : root, report).run(options);
    System.out.println(report.summary());
    if (options.json().isPresent()) {
      report.write(options.json().get());
    }
    System.exit(report.ok() ? 0 : 1);
  }

  private void run(PageOptions options) throws InterruptedException {
    report.heading();
    try {
      Stage stage = Stage.set(options.script(), false);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> strike(stage), "strike"));
      try (Terminal terminal = new Terminal(root, ports(stage))) {
        for (String page : options.pages()) {
          tryPage(page, stage, terminal);
        }
      } finally {
        stage.rules().delete(RULES);
        stage.strike();
      }
    } catch (IOException e) {
      report.holds("pages: Weir comes up and goes down", "yes", e.toString(), false);
    }
  }

  /** Ports as pages print them, which are those that Weir takes where they are free. */
  private static Map<String, String> ports(Stage stage) {
    Map<String, String> ports = new LinkedHashMap<>();
    ports.put("10080", port(stage.status().envoy().http()));
    ports.put("10081", port(stage.status().upstream()));
    ports.put("9901", port(stage.status().envoy().admin()));
    return ports;
  }

  private static String port(String address) {
    return address.substring(address.lastIndexOf(':') + 1);
  }

  private void tryPage(String page, Stage stage, Terminal terminal)
      throws IOException, InterruptedException {
    if (!Files.exists(root.resolve(page))) {
      report.holds(page, "a page", "no such file", false);
      return;
    }
    List<Example> examples = Page.read(root.resolve(page));
    report.holds(page + ": something to try", "yes", "" + examples.size(), !examples.isEmpty());
    for (Example example : examples) {
      if (example.rules().isPresent()) {
        stage.rules().write(RULES, terminal.meant(example.rules().get()));
        Thread.sleep(PAUSES[0]);
      } else {
        stage.rules().delete(RULES);
      }
      attempt(page, example, terminal);
    }
  }

  private void attempt(String page, Example example, Terminal terminal)
      throws InterruptedException {
    String line = page + ":" + example.line() + " " + example.heading();
    Outcome outcome = new Outcome();
    for (int next = 1; !outcome.takes(example, terminal) && next < PAUSES.length; next++) {
      Thread.sleep(PAUSES[next]);
    }
    report.holds(line, outcome.expected, outcome.seen, outcome.good);
  }

  /** What the last try of an example came to. */
  private static final class Outcome {

    private String expected = "to be tried";
    private String seen = "";
    private boolean good;

    boolean takes(Example example, Terminal terminal) throws InterruptedException {
      good = false;
      try {
        for (Step step : example.steps()) {
          expected = Step.folded(terminal.meant(step.expected()));
          seen = Step.folded(terminal.run(step));
          good = expected.equals(seen);
          if (!good) {
            break;
          }
        }
      } catch (IOException e) {
        good = false;
        seen = e.toString();
      }
      terminal.endBeside();
      return good;
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
