package dev.weir.metric;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of one log: {@code NAME.2026-11-24}, {@code NAME.2026-11-24.1} and so on, oldest first.
 * What is called otherwise is another's and is neither read nor removed.
 */
final class MetricFiles {

  private static final String INDEX = ".idx";

  private final Path folder;
  private final String name;
  private final Pattern pattern;

  /** A file of the log: its date, and which of that date it is. */
  private record Dated(Path path, String date, int number) {}

  MetricFiles(Path folder, String name) {
    this.folder = folder;
    this.name = name;
    this.pattern =
        Pattern.compile(Pattern.quote(name) + "\\.(\\d{4}-\\d{2}-\\d{2})(?:\\.(\\d{1,9}))?");
  }

  /** The index of a file. */
  static Path index(Path file) {
    return file.resolveSibling(file.getFileName() + INDEX);
  }

  /** All files, oldest first. */
  List<Path> list() throws IOException {
    return dated().stream().map(Dated::path).toList();
  }

  private List<Dated> dated() throws IOException {
    List<Dated> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path path : all) {
        Dated file = dated(path);
        if (file != null) {
          files.add(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(Comparator.comparing(Dated::date).thenComparingInt(Dated::number));
    return files;
  }

  private @Nullable Dated dated(Path path) {
    Matcher matcher = pattern.matcher(path.getFileName().toString());
    if (!matcher.matches() || Files.isDirectory(path)) {
      return null;
    }
    String number = matcher.group(2);
    return new Dated(path, matcher.group(1), number == null ? 0 : Integer.parseInt(number));
  }

  /** The file after all others of a date. */
  Path next(String date) throws IOException {
    int last = -1;
    for (Dated file : dated()) {
      if (file.date().equals(date)) {
        last = file.number();
      }
    }
    return folder.resolve(name + "." + date + (last < 0 ? "" : "." + (last + 1)));
  }

  /** Removes the oldest files with their indexes until there is room for one more. */
  void makeRoom(int most) throws IOException {
    List<Path> files = list();
    for (Path file : files.subList(0, Math.max(0, files.size() - most + 1))) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(index(file));
    }
  }
}
