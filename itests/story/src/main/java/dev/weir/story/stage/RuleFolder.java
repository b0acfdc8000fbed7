package dev.weir.story.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The folder of rule files: written as a careful editor writes, by an atomic rename. */
public final class RuleFolder {

  private final Path folder;

  RuleFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Puts a file in place, whole.
   *
   * @return when it was there, in milliseconds since the epoch
   */
  public long write(String name, String text) throws IOException {
    Path draft = folder.resolve("." + name + ".draft");
    Files.writeString(draft, text);
    Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    return System.currentTimeMillis();
  }

  /** Takes a file away, if it is there. */
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }
}
