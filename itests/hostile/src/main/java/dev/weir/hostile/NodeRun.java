package dev.weir.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** A module in the V8 of a Node, 22 or later, in a process of its own. */
final class NodeRun {

  private final Path node;
  private final Path scratch;

  /**
   * @param node the program
   * @param scratch a folder for what it reads
   */
  NodeRun(Path node, Path scratch) {
    this.node = node;
    this.scratch = scratch;
  }

  /** Makes so many callbacks; ends at the first trap. */
  Outcome run(Filter filter, List<byte[]> texts, long count, long seed) throws IOException {
    Path module = Files.write(scratch.resolve(filter.file() + ".wasm"), filter.module());
    List<String> lines = texts.stream().map(Base64.getEncoder()::encodeToString).toList();
    Path written = Files.writeString(scratch.resolve("texts"), String.join("\n", lines));
    Process process =
        new ProcessBuilder(
                node.toString(),
                program().toString(),
                module.toString(),
                written.toString(),
                Long.toString(count),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      return read(out);
    } finally {
      process.destroy();
    }
  }

  private Path program() throws IOException {
    try (InputStream in = Objects.requireNonNull(NodeRun.class.getResourceAsStream("proxy.mjs"))) {
      return Files.write(scratch.resolve("proxy.mjs"), in.readAllBytes());
    }
  }

  private static Outcome read(BufferedReader out) throws IOException {
    String first = out.readLine();
    if (first == null) {
      throw new IOException("Node printed nothing");
    }
    String[] figures = first.split(" ", -1);
    List<String> guarded = new ArrayList<>();
    List<String> traps = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      (line.startsWith("trap ") ? traps : guarded).add(line);
    }
    return new Outcome(
        Long.parseLong(figures[0]),
        Long.parseLong(figures[1]),
        Long.parseLong(figures[2]),
        guarded,
        traps);
  }
}
