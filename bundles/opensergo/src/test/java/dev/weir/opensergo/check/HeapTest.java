package dev.weir.opensergo.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents of a megabyte that are made to hurt, read by a process that has a heap of 64. */
@Timeout(120)
final class HeapTest {

  private static final int SIZE = 1_000_000;

  @TempDir private Path folder;

  static Stream<Arguments> documents() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for (int i = 1; laughs.length() < SIZE; i++) {
      laughs.append(
          "a%d: &a%d [%s*a%d]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9), i - 1));
    }
    Random random = new Random(5);
    byte[] noise = new byte[SIZE];
    random.nextBytes(noise);
    return Stream.of(
        Arguments.of("aliases.yaml", laughs.toString()),
        Arguments.of("deep.yaml", "[".repeat(SIZE)),
        Arguments.of("deep.json", "[".repeat(SIZE)),
        Arguments.of("list.json", "[" + "1,".repeat(SIZE / 2) + "1]"),
        Arguments.of("keys.json", "{" + "\"a\":1,".repeat(SIZE / 6) + "\"a\":1}"),
        Arguments.of("keys.yaml", "{" + "a: 1,\n".repeat(SIZE / 6) + "a: 1}"),
        Arguments.of("number.json", "[{\"threshold\": " + "9".repeat(SIZE) + "}]"),
        Arguments.of("numbers.yaml", "- 1e2147483647\n".repeat(SIZE / 15)),
        Arguments.of("objects.yaml", "---\n{apiVersion: x}\n".repeat(SIZE / 20)),
        Arguments.of("rules.json", "[" + "{},".repeat(SIZE / 3) + "{}]"),
        Arguments.of("text.json", "[\"" + "\\u0000".repeat(SIZE / 6) + "\"]"),
        Arguments.of("noise.yaml", new String(noise, StandardCharsets.ISO_8859_1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void documentOfOneMegabyte_isRefusedWithinTheHeap(String name, String text)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve(name), text);
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Check.class.getName(),
                    "check",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();

    assertThat(ended).isTrue();
    assertThat(Files.readString(out)).doesNotContain("Exception", "Error").contains("0 rules");
    assertThat(process.exitValue()).isEqualTo(Check.WRONG);
  }
}
