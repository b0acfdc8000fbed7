package dev.weir.metric;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** The daemon's metric log for those who read it; an OSGi service, safe for any thread. */
@ProviderType
public interface MetricHistory {

  /**
   * How the log is.
   *
   * @param on whether it is being written
   * @param folder where its files lie
   * @param lost lines that could not be written, and seconds that were missed
   */
  record State(boolean on, Path folder, long lost) {}

  /** How the log is now. */
  State state();

  /** What was logged, also while the log is off; the writer is not stopped for it. */
  MetricPage find(MetricQuery query) throws IOException;
}
