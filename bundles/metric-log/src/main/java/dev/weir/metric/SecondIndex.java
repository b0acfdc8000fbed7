package dev.weir.metric;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The index of a file, for reading: where the lines of each second begin. */
final class SecondIndex implements Closeable {

  private static final int ENTRY = 2 * Long.BYTES;

  private final RandomAccessFile file;

  private SecondIndex(RandomAccessFile file) {
    this.file = file;
  }

  static SecondIndex open(Path log) throws IOException {
    return new SecondIndex(new RandomAccessFile(MetricFiles.index(log).toFile(), "r"));
  }

  /** How many seconds it has; one that is written in part is none. */
  long size() throws IOException {
    return file.length() / ENTRY;
  }

  long second(long entry) throws IOException {
    file.seek(entry * ENTRY);
    return file.readLong();
  }

  /** Where the last second before this one begins; 0 when there is none. */
  long before(long second) throws IOException {
    long low = 0;
    long high = size();
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (second(middle) < second) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      return 0;
    }
    file.seek((low - 1) * ENTRY + Long.BYTES);
    return Math.max(0, file.readLong());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
