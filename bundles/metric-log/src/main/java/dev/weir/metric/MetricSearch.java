package dev.weir.metric;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds lines by time and resource in the files of a log, Sentinel's or Weir's, while they are
 * being written: by the index to the second before the first that is wanted, and from there line by
 * line until one is too late. Lines that are none, and a last one that is torn, are passed over.
 *
 * <p>Without state; for any thread.
 */
public final class MetricSearch {

  private final Path folder;
  private final MetricFiles files;

  /**
   * A search.
   *
   * @param fileName see {@link MetricSettings#fileName}
   */
  public MetricSearch(Path folder, String fileName) {
    this.folder = folder;
    this.files = new MetricFiles(folder, fileName);
  }

  /** Finds; a folder that is not there has nothing. */
  public MetricPage find(MetricQuery query) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new MetricPage(List.of(), false);
    }
    Finder finder = new Finder(query);
    List<Path> all = files.list();
    int first = all.size() - 1;
    while (first > 0 && !beginsBefore(all.get(first), query.beginMs() / 1000)) {
      first--;
    }
    for (int i = Math.max(first, 0); i < all.size() && !finder.done; i++) {
      read(all.get(i), i == first ? query.beginMs() / 1000 : Long.MIN_VALUE, finder);
    }
    return new MetricPage(finder.items, finder.more);
  }

  private static boolean beginsBefore(Path file, long second) throws IOException {
    try (SecondIndex index = SecondIndex.open(file)) {
      return index.size() > 0 && index.second(0) < second;
    } catch (FileNotFoundException | NoSuchFileException | EOFException gone) {
      return false;
    }
  }

  private static void read(Path file, long second, Finder finder) throws IOException {
    long offset = 0;
    if (second != Long.MIN_VALUE) {
      try (SecondIndex index = SecondIndex.open(file)) {
        offset = index.before(second);
      } catch (FileNotFoundException | NoSuchFileException | EOFException noIndex) {
        offset = 0;
      }
    }
    try (LineStream lines = LineStream.open(file, offset)) {
      String line = lines.next();
      while (line != null && !finder.done) {
        finder.take(line);
        line = lines.next();
      }
    } catch (NoSuchFileException rolledAway) {
      // The oldest file went while it was about to be read: so did its lines.
      return;
    }
  }

  /** Takes lines until it has enough. */
  private static final class Finder {

    private final MetricQuery query;
    private final String name;
    private final List<MetricItem> items = new ArrayList<>();
    private boolean done;
    private boolean more;

    Finder(MetricQuery query) {
      this.query = query;
      this.name = LineFormat.logged(query.resource());
    }

    void take(String line) {
      MetricItem item;
      try {
        item = MetricItem.fromFat(line);
      } catch (IllegalArgumentException torn) {
        return;
      }
      long second = item.timestampMs() / 1000;
      if (second > query.endMs() / 1000) {
        done = true;
      } else if (second >= query.beginMs() / 1000
          && (name.isEmpty() || name.equals(item.resource()))) {
        more = items.size() >= query.most();
        done = more;
        if (!done) {
          items.add(item);
        }
      }
    }
  }
}
