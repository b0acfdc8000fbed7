package dev.weir.envoy.stats;

import dev.weir.envoy.stats.MetricNames.Subject;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the statistics of one Envoy once. Built on {@link HttpURLConnection}, because it has no
 * threads of its own that would outlive the bundle.
 */
final class AdminPoller {

  /** Longest answer, in bytes; more fails the poll. */
  static final int MAX_BYTES = 32 * 1024 * 1024;

  /** Longest wait for the connection, and for each piece of the answer, in milliseconds. */
  private static final int TIMEOUT_MS = 1000;

  /** Largest count that a double holds exactly. */
  private static final double MAX_COUNT = 0x1p53;

  private static final Logger LOG = LoggerFactory.getLogger(AdminPoller.class);

  private final AdminAddress address;
  private final Totals.Seen seen = new Totals.Seen();
  private boolean told;

  AdminPoller(AdminAddress address) {
    this.address = address;
  }

  AdminAddress address() {
    return address;
  }

  /** Polls, and adds what is new to the totals. */
  void poll(Totals totals) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.stats().toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MS);
    connection.setReadTimeout(TIMEOUT_MS);
    connection.setInstanceFollowRedirects(false);
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(
          address.text() + " answers /stats/prometheus with " + connection.getResponseCode());
    }
    try (InputStream body = new Bounded(connection.getInputStream())) {
      totals.add(seen, counts(body));
    }
  }

  private Map<Subject, Long> counts(InputStream body) throws IOException {
    Map<Subject, Long> counts = new HashMap<>();
    long bad = 0;
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (PrometheusText.isComment(line)) {
        continue;
      }
      Sample sample = PrometheusText.parse(line);
      if (sample == null) {
        bad++;
        continue;
      }
      Subject subject = MetricNames.subject(sample);
      if (subject != null && sample.value() >= 0 && sample.value() <= MAX_COUNT) {
        counts.merge(subject, (long) sample.value(), Long::sum);
      }
    }
    tell(bad);
    return counts;
  }

  private void tell(long bad) {
    if (bad > 0 && !told) {
      told = true;
      LOG.warn(
          "{} lines in the statistics of {} are not in Prometheus' format and are passed over",
          bad,
          address.text());
    }
  }

  /** Ends an answer that is too long, or takes too long as a whole, with an error. */
  private final class Bounded extends FilterInputStream {
    private final long deadline = System.nanoTime() + TIMEOUT_MS * 1_000_000L;
    private int left = MAX_BYTES;

    private Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      left -= Math.max(count, 0);
      if (left < 0 || System.nanoTime() - deadline > 0) {
        throw new IOException(
            address.text()
                + " sent more than "
                + MAX_BYTES
                + " bytes or took longer than "
                + TIMEOUT_MS
                + " ms");
      }
      return count;
    }
  }
}
