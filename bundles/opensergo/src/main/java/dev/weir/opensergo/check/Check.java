package dev.weir.opensergo.check;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat.Reading;
import dev.weir.hook.RuleFormat.Sourced;
import dev.weir.opensergo.OpenSergoFormat;
import dev.weir.opensergo.print.RulePrinter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code check [--json] FILE…} says what is wrong with rules, {@code print FILE…} writes them as
 * Weir's own kinds. The files are read together, as a folder of rules is.
 */
public final class Check {

  /** Exit status when something is wrong with the rules, or with the call. */
  static final int WRONG = 2;

  private Check() {}

  /** The program. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int status = run(List.of(args), out);
    out.flush();
    System.exit(status);
  }

  static int run(List<String> args, PrintStream out) {
    boolean json = args.contains("--json");
    List<String> words = args.stream().filter(word -> !word.equals("--json")).toList();
    if (words.size() < 2 || !List.of("check", "print").contains(words.get(0))) {
      out.println("usage: rules check [--json] FILE…, or rules print FILE…");
      return WRONG;
    }
    List<Document> documents = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    RuleFiles.read(words.subList(1, words.size()), documents, problems);
    Reading reading = new OpenSergoFormat().read(documents);
    problems.addAll(reading.problems());
    if (words.get(0).equals("print")) {
      print(reading, problems, out);
    } else if (json) {
      out.println(ProblemsJson.text(documents.size(), reading.rules().size(), problems));
    } else {
      tell(documents.size(), reading.rules().size(), problems, out);
    }
    return problems.isEmpty() ? 0 : WRONG;
  }

  private static void tell(int files, int rules, List<Problem> problems, PrintStream out) {
    problems.forEach(out::println);
    String found = problems.isEmpty() ? "no problem" : count(problems.size(), "problem");
    out.println(count(files, "file") + ", " + count(rules, "rule") + ", " + found);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static void print(Reading reading, List<Problem> problems, PrintStream out) {
    problems.forEach(problem -> out.println("# " + problem));
    out.print(RulePrinter.yaml(reading.rules().stream().map(Sourced::rule).toList()));
  }
}
