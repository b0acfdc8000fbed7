package dev.weir.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * sentinel-golang, as the Go program of this module drives it.
 *
 * @param program its executable
 */
public record Oracle(Path program) {

  /** The one that {@code -Dweir.oracle} or {@code WEIR_ORACLE} names. */
  public static Oracle find() {
    String path = System.getProperty("weir.oracle", System.getenv("WEIR_ORACLE"));
    if (path == null || !Files.isExecutable(Path.of(path))) {
      throw new IllegalStateException(
          "Name the executable that 'go build' makes of itests/conformance/src/main/go in"
              + " -Dweir.oracle or WEIR_ORACLE, was "
              + path);
    }
    return new Oracle(Path.of(path));
  }

  /** Which cases to make. */
  public record Wish(long seed, long decisions, long only, String kind) {

    /** So many decisions or a few more, of every kind. */
    public static Wish of(long seed, long decisions) {
      return new Wish(seed, decisions, -1, "");
    }
  }

  /** A run of the program; closing it waits for its end. */
  public static final class Run implements AutoCloseable {

    private final Process process;

    private Run(Process process) {
      this.process = process;
    }

    /** What it prints. */
    public InputStream output() {
      return process.getInputStream();
    }

    /** Waits for its end. Throws when it failed. */
    @Override
    public void close() throws IOException {
      try {
        process.getInputStream().readAllBytes();
        int status = process.waitFor();
        if (status != 0) {
          throw new IOException("the oracle ended with status " + status + ", see its errors");
        }
      } catch (InterruptedException e) {
        process.destroy();
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /** Makes random cases with their decisions. */
  public Run generate(Wish wish) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("generate"));
    arguments.addAll(List.of("-seed", Long.toString(wish.seed())));
    arguments.addAll(List.of("-decisions", Long.toString(wish.decisions())));
    arguments.addAll(List.of("-only", Long.toString(wish.only()), "-kind", wish.kind()));
    return start(null, arguments);
  }

  /**
   * What Sentinel decides on a trace: a decision a line. Throws when it takes the rules for bad.
   */
  public List<String> replay(Path rules, Path trace) throws IOException {
    try (Run run = start(null, List.of("replay", rules.toString(), trace.toString()))) {
      return lines(run);
    }
  }

  /** Whether Sentinel takes rule sets, one a line: "valid", or why not. */
  public List<String> check(Path ruleSets) throws IOException {
    try (Run run = start(ruleSets, List.of("check"))) {
      return lines(run);
    }
  }

  /**
   * Has Sentinel write a metric log.
   *
   * @param script a line each for opening the log and for the items of a second, in JSON
   * @param where folder, application, bytes of a file, number of files
   */
  public void metrics(Path script, ZoneId zone, String... where) throws IOException {
    try (Run run = start(script, zone, command("metrics", where))) {
      run.output().readAllBytes();
    }
  }

  /**
   * What Sentinel's searcher finds in a metric log: a line each.
   *
   * @param what folder, name of the files, first and last millisecond, resource
   */
  public List<String> find(ZoneId zone, String... what) throws IOException {
    try (Run run = start(null, zone, command("find", what))) {
      return lines(run);
    }
  }

  /** What each second of a trace held by Sentinel's statistics: a thin line each, sorted. */
  public List<String> seconds(Path rules, Path trace) throws IOException {
    try (Run run = start(null, command("seconds", rules.toString(), trace.toString()))) {
      return lines(run);
    }
  }

  private static List<String> command(String name, String... arguments) {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> lines(Run run) throws IOException {
    return new String(run.output().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
  }

  private Run start(@Nullable Path input, List<String> arguments) throws IOException {
    return start(input, ZoneOffset.UTC, arguments);
  }

  private Run start(@Nullable Path input, ZoneId zone, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("TZ", zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    return new Run(builder.start());
  }
}
