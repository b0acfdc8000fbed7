package dev.weir.source.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The one-line rules of docs/rules.md and of the README are rules. */
final class DocumentedLinesTest {

  /** A line of a {@code .cfg}, or what {@code config:property-set} is given. */
  private static final Pattern LINE =
      Pattern.compile("(?m)^((?:flow|traffic)\\.[a-z]+) = ([^\\[\n]+)$");

  private static final Pattern SET =
      Pattern.compile("-p dev\\.weir\\.rules ((?:flow|traffic)\\.[a-z]+) '([^']+)'");

  private static List<Document> documents(String page) throws IOException {
    String text = Files.readString(Path.of("../..").resolve(page));
    List<MatchResult> found = new ArrayList<>(LINE.matcher(text).results().toList());
    found.addAll(SET.matcher(text).results().toList());
    List<Document> documents = new ArrayList<>();
    for (MatchResult line : found) {
      String name = line.group(1);
      String written = ShortForm.of(name).orElseThrow().write("", line.group(2));
      documents.add(new Document(name, written));
    }
    return documents;
  }

  @Test
  void everyLineOfTheDocuments_isARule() throws IOException {
    List<Document> lines = documents("docs/rules.md");
    lines.addAll(documents("README.md"));
    assertThat(lines).hasSizeGreaterThanOrEqualTo(8);
    for (Document line : lines) {
      Heard heard = new Heard();
      heard.deliver(List.of(line));
      assertThat(heard.rules()).as(line.text()).hasSize(1);
    }
  }
}
