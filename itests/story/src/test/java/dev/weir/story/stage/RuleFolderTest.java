package dev.weir.story.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFolderTest {

  @TempDir Path folder;

  @Test
  void rewrittenFile_hasTheNewTextAndNoDraftBeside() throws Exception {
    RuleFolder rules = new RuleFolder(folder);
    rules.write("a.yaml", "one");
    rules.write("a.yaml", "two");
    assertThat(folder.resolve("a.yaml")).hasContent("two");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void deletedFile_mayBeDeletedAgain() throws Exception {
    RuleFolder rules = new RuleFolder(folder);
    rules.write("a.yaml", "one");
    rules.delete("a.yaml");
    rules.delete("a.yaml");
    assertThat(folder).isEmptyDirectory();
  }
}
