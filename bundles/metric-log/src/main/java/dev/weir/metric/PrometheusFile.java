package dev.weir.metric;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with the newest readings, replaced whole: for the textfile collector of Prometheus' node
 * exporter, which reads {@code *.prom}, and for any shell. So a scraper has them without a port.
 *
 * <p>What cannot be written is said once, and tried again. For one thread.
 */
public final class PrometheusFile {

  private static final Logger LOG = LoggerFactory.getLogger(PrometheusFile.class);

  private final Path file;
  private final Path next;
  private final Supplier<List<Reading>> readings;
  private final Supplier<String> more;
  private boolean failing;

  /**
   * A file that is not there yet.
   *
   * @param file its name should end in {@code .prom}
   * @param readings asked whenever the file is written
   */
  public PrometheusFile(Path file, Supplier<List<Reading>> readings) {
    this(file, readings, () -> "");
  }

  /**
   * The same with metrics of the host's own.
   *
   * @param more text in Prometheus' format that follows, asked as often; empty for none
   */
  public PrometheusFile(Path file, Supplier<List<Reading>> readings, Supplier<String> more) {
    this.file = file.toAbsolutePath();
    this.next = this.file.resolveSibling(file.getFileName() + ".next");
    this.readings = readings;
    this.more = more;
  }

  /** Replaces it by the readings of now. */
  public void write() {
    try {
      Files.createDirectories(next.resolveSibling(".").normalize());
      String text = PrometheusText.of(readings.get()) + more.get();
      Files.write(next, text.getBytes(StandardCharsets.UTF_8));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.error("{} cannot be written, will be tried every second: {}", file, e.toString());
      }
    }
  }
}
