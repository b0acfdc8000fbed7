package dev.weir.metric;

import java.nio.file.Path;
import java.time.ZoneId;

/**
 * Where the files lie and how they roll.
 *
 * @param folder made when it is not there
 * @param fileName what the names of all files begin with; see {@link #fileName(String)}
 * @param zone of the dates in lines and names
 * @param roll when the next file is begun, and how many stay
 */
public record MetricSettings(Path folder, String fileName, ZoneId zone, Roll roll) {

  /**
   * When the next file is begun, and how many stay.
   *
   * @param singleFileMaxSize bytes that a file has when the next one is begun, at least 1; a second
   *     is written whole, so a file may have its lines more
   * @param maxFileCount most files, each with its index; at least 1
   */
  public record Roll(long singleFileMaxSize, int maxFileCount) {

    /** Sentinel's: 8 files of 50 MiB. */
    public static final Roll DEFAULT = new Roll(50L * 1024 * 1024, 8);

    public Roll {
      if (singleFileMaxSize < 1) {
        throw new IllegalArgumentException(
            "singleFileMaxSize must be at least 1 byte, was " + singleFileMaxSize);
      }
      if (maxFileCount < 1) {
        throw new IllegalArgumentException("maxFileCount must be at least 1, was " + maxFileCount);
      }
    }
  }

  public MetricSettings {
    if (fileName.isBlank() || fileName.indexOf('/') >= 0 || fileName.indexOf('\\') >= 0) {
      throw new IllegalArgumentException(
          "fileName must be the beginning of a file's name, was '" + fileName + "'");
    }
  }

  /** Sentinel's defaults for an application: its name, the machine's zone, 8 files of 50 MiB. */
  public static MetricSettings of(Path folder, String app) {
    return new MetricSettings(folder, fileName(app), ZoneId.systemDefault(), Roll.DEFAULT);
  }

  /** What the files of an application are called, by Sentinel: {@code orders-metrics.log}. */
  public static String fileName(String app) {
    return app.replace('.', '-') + "-metrics.log";
  }

  /** The same when several processes of the application share a folder. */
  public static String fileName(String app, long pid) {
    return fileName(app) + ".pid" + pid;
  }
}
