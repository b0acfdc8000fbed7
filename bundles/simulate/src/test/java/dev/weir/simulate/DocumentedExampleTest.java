package dev.weir.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/simulate.md says what happens. */
final class DocumentedExampleTest {

  @TempDir Path folder = Path.of("");

  private List<String> blocks = List.of();

  @BeforeEach
  void takeTheExample() throws IOException {
    String page = Files.readString(Path.of("..", "..", "docs", "simulate.md"));
    String example = page.substring(page.indexOf("\n## An example"));
    List<String> found = new ArrayList<>();
    String[] parts = example.split("```", -1);
    for (int i = 1; i < 8; i += 2) {
      found.add(parts[i].substring(parts[i].indexOf('\n') + 1));
    }
    blocks = found;
    Files.writeString(folder.resolve("rules.yaml"), blocks.get(0));
    Files.writeString(folder.resolve("trace.jsonl"), blocks.get(1));
  }

  private String simulate(String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(folder.resolve("rules.yaml").toString());
    arguments.add(folder.resolve("trace.jsonl").toString());
    int status =
        new Simulate(InputStream.nullInputStream(), out, System.err)
            .run(arguments.toArray(new String[0]));
    assertThat(status).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void decisions_areThoseOfThePage() {
    assertThat(simulate()).isEqualTo(blocks.get(2));
  }

  @Test
  void summary_isThatOfThePage() {
    assertThat(simulate("--summary")).isEqualTo(blocks.get(3));
  }
}
