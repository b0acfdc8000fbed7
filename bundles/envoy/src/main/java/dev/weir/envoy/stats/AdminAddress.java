package dev.weir.envoy.stats;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an Envoy's admin interface listens.
 *
 * @param text HOST:PORT as it was configured
 * @param stats where its statistics are read
 */
record AdminAddress(String text, URI stats) {

  /** Reads {@code HOST:PORT, HOST:PORT, …}; an empty text has none. */
  static List<AdminAddress> parseAll(String text) {
    List<AdminAddress> addresses = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        addresses.add(parse(part.strip()));
      }
    }
    return List.copyOf(addresses);
  }

  private static AdminAddress parse(String text) {
    String query =
        "/stats/prometheus?filter=" + URLEncoder.encode(MetricNames.FILTER, StandardCharsets.UTF_8);
    try {
      URI authority = URI.create("http://" + text);
      if (authority.getHost() != null
          && authority.getUserInfo() == null
          && authority.getPort() > 0
          && authority.getPort() <= 65_535
          && authority.getAuthority().equals(text)) {
        return new AdminAddress(text, URI.create("http://" + text + query));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(complaint(text), e);
    }
    throw new IllegalArgumentException(complaint(text));
  }

  private static String complaint(String text) {
    return "envoy.admin must be a list of HOST:PORT separated by commas, had '" + text + "'";
  }
}
