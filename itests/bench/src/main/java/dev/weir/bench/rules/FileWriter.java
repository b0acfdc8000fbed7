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
    stage(name, text);
    show(name);
  }

  /** Writes a file that no source reads. */
  void stage(String name, String text) throws IOException {
    Files.writeString(hidden(name), text);
  }

  /** Puts what was staged in its place. */
  void show(String name) throws IOException {
    Files.move(
        hidden(name),
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private Path hidden(String name) {
    return folder.resolve("." + name + ".next");
  }
}
