package dev.weir.bench.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file beside, renamed: acknowledged when the rename returns. */
record FileWriter(Path folder) implements Writer {

  @Override
  public String source() {
    return "file";
  }

  @Override
  public void write(RuleText rule) throws IOException {
    put(rule.name() + ".yaml", rule.yaml());
  }

  void put(String name, String text) throws IOException {
    Path next = Files.writeString(folder.resolve(".next"), text);
    Files.move(
        next,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
