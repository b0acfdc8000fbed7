package dev.weir.dropin;

import dev.weir.hook.HookException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** clang, where it is installed: C in, a BPF object out. */
final class Compiler {

  private static final List<String> NAMES = List.of("clang-19", "clang");
  private static final long PATIENCE_SECONDS = 60;
  private static final int MOST_LINES = 20;

  private Compiler() {}

  /**
   * Compiles a source.
   *
   * @throws HookException when there is no clang, or it refuses: with its first lines
   */
  static byte[] compile(Path source) throws HookException, IOException, InterruptedException {
    String clang =
        find()
            .orElseThrow(
                () ->
                    new HookException(
                        "clang is needed to compile "
                            + source.getFileName()
                            + ": install it (Debian: apt install clang-19), or drop the"
                            + " compiled object"));
    Path scratch = Files.createTempDirectory("weir-compile");
    Path object = scratch.resolve("object");
    Path said = scratch.resolve("said");
    try {
      Headers.unpack(scratch);
      Process process =
          new ProcessBuilder(command(clang, source, object))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new HookException(
            clang + " did not compile " + source.getFileName() + " in " + PATIENCE_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new HookException(
            clang + " refuses " + source.getFileName() + ":\n" + firstLines(said, source));
      }
      return Files.readAllBytes(object);
    } finally {
      Headers.remove(scratch);
      for (Path left : List.of(object, said, scratch)) {
        Files.deleteIfExists(left);
      }
    }
  }

  /** As Weir's own programs are compiled; paths in what clang says are the file's name. */
  private static List<String> command(String clang, Path source, Path object) {
    String triplet = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86_64";
    return List.of(
        clang,
        "-target",
        "bpf",
        "-mcpu=v3",
        "-g",
        "-O2",
        "-Wall",
        "-I/usr/include/" + triplet + "-linux-gnu",
        "-I" + object.getParent(),
        "-c",
        source.toString(),
        "-o",
        object.toString());
  }

  private static Optional<String> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String name : NAMES) {
      for (String directory : path.split(File.pathSeparator, -1)) {
        if (Files.isExecutable(Path.of(directory, name))) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }

  private static String firstLines(Path said, Path source) throws IOException {
    String folder = source.getParent() + File.separator;
    String all = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
    return String.join(
        "\n", all.lines().limit(MOST_LINES).map(line -> line.replace(folder, "")).toList());
  }
}
