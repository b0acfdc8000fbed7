package dev.weir.conformance;

import dev.weir.conformance.Oracle.Wish;
import dev.weir.conformance.outlier.OutlierDiffer;
import dev.weir.conformance.wasm.WasmEngine;
import dev.weir.simulate.trace.InputException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program: compares, and shows what differs. */
public final class Conformance {

  /** Its cases are another's, and only a Sentinel newer than v1.0.4 makes them. */
  private static final String OUTLIER = "outlier";

  private static final int SHOWN = 5;
  private static final int SHRINK_SECONDS = 30;

  private final Oracle oracle;
  private final PrintStream out;
  private final Path folder;

  /**
   * Compares with that oracle.
   *
   * @param out for people
   * @param folder where cases that differ are left
   */
  public Conformance(Oracle oracle, PrintStream out, Path folder) {
    this.oracle = oracle;
    this.out = out;
    this.folder = folder;
  }

  /** Runs; the exit status is 0 only if nothing differs, and 2 when it could not be asked. */
  public static void main(String... arguments) {
    System.exit(status(arguments));
  }

  private static int status(String... arguments) {
    Path folder = Path.of(".run", "conformance");
    try {
      return new Conformance(Oracle.find(), System.out, folder).run(arguments) == 0 ? 0 : 1;
    } catch (NoSuchFileException e) {
      System.err.println("weir: there is no trace " + e.getFile());
    } catch (IllegalArgumentException | InputException | IOException e) {
      System.err.println("weir: " + e.getMessage());
    }
    return 2;
  }

  /** Gives how many cases differ. */
  private long run(String... arguments) throws IOException, InputException {
    if (arguments.length == 1) {
      return replay(Path.of(arguments[0]));
    }
    Wish wish = wish(arguments);
    return wish.kind().equals(OUTLIER)
        ? outliers(wish)
        : compare(wish, place(arguments)).differing();
  }

  private long outliers(Wish wish) throws IOException, InputException {
    OutlierDiffer.Outcome outcome;
    try (Oracle.Run run = oracle.generate(wish)) {
      outcome = new OutlierDiffer().compare(run.output());
    }
    outcome.differences().forEach(out::println);
    out.printf(
        "seed %d: %d calls in %d cases, %d nodes left out, %d half-open, %d cases differ%n",
        wish.seed(),
        outcome.questions(),
        outcome.cases(),
        outcome.leftOut(),
        outcome.halfOpen(),
        outcome.differing());
    return outcome.differing();
  }

  /** Where the engine decides. */
  public enum Place {
    /** On the JVM. */
    JVM("jvm", ""),
    /** Compiled to Wasm, in Endive, which makes bytecode of it. */
    ENDIVE("endive", ", in Wasm in Endive"),
    /** Compiled to Wasm, in Endive's interpreter: some thousand decisions a second. */
    INTERPRETER("wasm", ", in Wasm, interpreted"),
    /** Compiled to Wasm, in the V8 of the Node that {@code WEIR_NODE} names. */
    V8("v8", ", in Wasm in V8");

    private final String word;
    private final String words;

    Place(String word, String words) {
      this.word = word;
      this.words = words;
    }

    private static Place of(String word) {
      for (Place place : values()) {
        if (place.word.equals(word)) {
          return place;
        }
      }
      throw new IllegalArgumentException("--engine is jvm, endive, v8 or wasm, was " + word);
    }
  }

  private static Place place(String... arguments) {
    int option = List.of(arguments).indexOf("--engine");
    return option < 0 || option + 1 == arguments.length
        ? Place.JVM
        : Place.of(arguments[option + 1]);
  }

  private static Wish wish(String... arguments) {
    long seed = System.currentTimeMillis();
    long decisions = 1_000_000;
    long only = -1;
    String kind = "";
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--seed" -> seed = Long.parseLong(value);
        case "--decisions" -> decisions = Long.parseLong(value);
        case "--case" -> {
          only = Long.parseLong(value);
          decisions = Long.MAX_VALUE;
        }
        case "--kind" -> kind = value;
        case "--engine" -> {}
        default ->
            throw new IllegalArgumentException(
                "there is no option " + arguments[i] + "; see ./weir test --help");
      }
    }
    return new Wish(seed, decisions, only, kind);
  }

  /** Compares random cases, and shrinks the first of those that differ. */
  public Tally compare(Wish wish, Place place) throws IOException, InputException {
    out.println("seed " + wish.seed() + place.words);
    long begin = System.nanoTime();
    Tally tally = tally(wish, place);
    out.print(tally);
    out.printf("%.1f s%n", (System.nanoTime() - begin) / 1e9);
    for (Difference difference :
        tally.differences().subList(0, Math.min(SHOWN, tally.differences().size()))) {
      show(difference);
    }
    return tally;
  }

  private Tally tally(Wish wish, Place place) throws IOException, InputException {
    if (place == Place.JVM) {
      return new Differ(oracle).compare(wish);
    }
    try (WasmEngine wasm = engine(place)) {
      return new WasmDiffer(oracle, wasm).compare(wish);
    }
  }

  private static WasmEngine engine(Place place) throws IOException {
    return switch (place) {
      case ENDIVE -> WasmEngine.inEndive();
      case V8 -> WasmEngine.inNode();
      case INTERPRETER -> WasmEngine.interpreted();
      case JVM -> throw new IllegalArgumentException("the JVM needs no module");
    };
  }

  private void show(Difference difference) throws IOException {
    out.printf(
        "%ncase %d of seed %d (%s): sentinel says %s, weir says %s%n",
        difference.number(),
        difference.seed(),
        difference.kind(),
        difference.sentinel(),
        difference.weir());
    BothWays both = new BothWays(oracle, folder);
    if (!both.differ(difference.trace())) {
      out.println("the case alone does not differ on the JVM");
      return;
    }
    List<String> small = new Shrinker(both, SHRINK_SECONDS).shrink(difference.trace());
    Path at = folder.resolve(difference.seed() + "-" + difference.number());
    Shrinker.write(at, small);
    side(small);
    out.println("again: ./weir test conformance " + at.resolve("trace.jsonl"));
  }

  private long replay(Path trace) throws IOException {
    return side(Files.readAllLines(trace));
  }

  /** Prints a trace with both decisions beside each call; gives how many differ. */
  private long side(List<String> trace) throws IOException {
    List<Verdict> sentinel = new BothWays(oracle, folder).sentinel(trace);
    List<Verdict> weir = new ArrayList<>();
    try {
      weir.addAll(BothWays.weir(trace));
    } catch (RuntimeException | InputException e) {
      out.println("weir throws " + e);
    }
    long differing = 0;
    int next = 0;
    for (String line : trace) {
      out.println(line);
      if (line.contains("\"enter\":")) {
        Verdict theirs = sentinel.get(next);
        String ours = next < weir.size() ? weir.get(next).toString() : "nothing";
        boolean agree = next < weir.size() && weir.get(next).agrees(theirs);
        differing += agree ? 0 : 1;
        out.println("    " + (agree ? "both: " + ours : "sentinel: " + theirs + "  weir: " + ours));
        next++;
      }
    }
    return differing;
  }
}
