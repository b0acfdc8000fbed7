package dev.weir.metric;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends the lines of one second after the other, as Sentinel's DefaultMetricLogWriter does: each
 * second is noted in the index; a file that has its size, or a new day, begins the next file, and
 * the oldest goes; seconds before the last one are left out, because the index ascends.
 *
 * <p>Where Sentinel gives up, this begins a new file: when its file or folder has gone. For one
 * thread.
 */
public final class MetricWriter implements Closeable {

  private final MetricSettings settings;
  private final MetricFiles files;
  private final LineFormat format;
  private long latestSecond;
  private @Nullable LogFile current;

  /**
   * A writer that has no file yet.
   *
   * @param nowMs milliseconds since the epoch; seconds before it are left out
   */
  public MetricWriter(MetricSettings settings, long nowMs) {
    this.settings = settings;
    this.files = new MetricFiles(settings.folder(), settings.fileName());
    this.format = new LineFormat(settings.zone());
    this.latestSecond = nowMs / 1000;
  }

  /** Begins the file of that moment, without waiting for what is to be written. */
  public void open(long nowMs) throws IOException {
    if (current == null) {
      roll(nowMs);
    }
  }

  /**
   * Writes what one second held.
   *
   * @param timestampMs the second, for all items whatever theirs is
   * @return whether it was written; not when there is nothing, or a later second has been
   * @throws IOException when it could not be; nothing of it is in the file then, and the next call
   *     tries anew
   */
  public boolean write(long timestampMs, List<MetricItem> items) throws IOException {
    long second = timestampMs / 1000;
    if (items.isEmpty() || second < latestSecond) {
      return false;
    }
    LogFile before = current;
    LogFile file = ready(timestampMs);
    if (second > latestSecond) {
      file.mark(second);
      if (file == before && date(latestSecond).isBefore(date(second))) {
        file = roll(timestampMs);
      }
    }
    file.append(text(timestampMs, items));
    latestSecond = second;
    if (file.size() >= settings.roll().singleFileMaxSize()) {
      roll(timestampMs);
    }
    return true;
  }

  /** The file to go on with: the current one, unless it is full or has gone. */
  private LogFile ready(long nowMs) throws IOException {
    LogFile file = current;
    boolean good =
        file != null && file.isThere() && file.size() < settings.roll().singleFileMaxSize();
    return good && file != null ? file : roll(nowMs);
  }

  private LogFile roll(long nowMs) throws IOException {
    Files.createDirectories(settings.folder());
    Path path = files.next(date(nowMs / 1000).toString());
    files.makeRoom(settings.roll().maxFileCount());
    close();
    LogFile next = LogFile.create(path);
    current = next;
    return next;
  }

  private LocalDate date(long second) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(second), settings.zone());
  }

  private byte[] text(long timestampMs, List<MetricItem> items) {
    StringBuilder text = new StringBuilder(items.size() * 96);
    for (MetricItem item : items) {
      format.fat(
          text,
          new MetricItem(timestampMs, item.resource(), item.classification(), item.figures()));
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    LogFile file = current;
    current = null;
    if (file != null) {
      file.close();
    }
  }
}
