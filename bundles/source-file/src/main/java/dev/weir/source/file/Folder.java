package dev.weir.source.file;

import dev.weir.hook.Document;
import dev.weir.source.file.Settle.Now;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** All rule files of the folder, in the order of their names. */
final class Folder {

  /** Most files: with the bound on each, what a forgotten folder can cost is bounded too. */
  static final int MAX_FILES = 1_000;

  /** Most characters of all files together. */
  static final long MAX_CHARACTERS = 16L * Document.MAX_TEXT;

  private final Path path;
  private final Settle settle;
  private final TreeMap<String, RuleFile> files = new TreeMap<>();

  /**
   * What one look found.
   *
   * @param documents the last whole text of every file
   * @param faults why newer texts are not taken
   * @param again milliseconds after which a file will have come to rest; 0 when all rest
   */
  record Look(List<Document> documents, List<String> faults, long again) {}

  Folder(Path path, Settle settle) {
    this.path = path;
    this.settle = settle;
  }

  /**
   * Looks at every file.
   *
   * @throws IOException when the folder itself cannot be read; what is known of its files stays
   */
  Look look(Now now) throws IOException {
    List<String> faults = new ArrayList<>();
    list(faults);
    List<Document> documents = new ArrayList<>();
    long again = 0;
    long characters = 0;
    for (RuleFile file : List.copyOf(files.values())) {
      long rest = file.look(now);
      again = rest > 0 && (again == 0 || rest < again) ? rest : again;
      characters += file.document().map(d -> d.text().length()).orElse(0);
      if (characters > MAX_CHARACTERS) {
        throw new IOException("its files have more than " + MAX_CHARACTERS + " characters");
      }
      file.document().ifPresent(documents::add);
      if (!file.fault().isEmpty()) {
        faults.add(file.fault());
      }
    }
    files.values().removeIf(RuleFile::isGone);
    return new Look(documents, faults, again);
  }

  private void list(List<String> faults) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!FileName.isRuleFile(name) || files.containsKey(name) || Files.isDirectory(entry)) {
          continue;
        }
        if (files.size() == MAX_FILES) {
          faults.add(path + ": holds more than " + MAX_FILES + " rule files: remove some");
          return;
        }
        files.put(name, new RuleFile(entry, settle));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
