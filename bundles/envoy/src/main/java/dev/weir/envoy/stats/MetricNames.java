package dev.weir.envoy.stats;

import dev.weir.hook.SignalEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which resource and event a metric of Envoy's is about.
 *
 * <p>A filter counts a resource in {@code weir.<encoded>.pass} and {@code .block}, where every byte
 * of its UTF-8 outside {@code [A-Za-z0-9]} is {@code _} and two lower-case hexadecimal digits:
 * Envoy turns whatever Prometheus does not allow into {@code _}, and this survives it. What a
 * filter counts is {@code wasmcustom.…} in Envoy and has no prefix in Prometheus' text. A listener
 * counts connections under its address, {@code 198.18.0.1_10080}; several addresses of one listener
 * are counted under the first.
 */
final class MetricNames {

  /** What of Envoy's statistics is asked for, as a regular expression over their internal names. */
  static final String FILTER =
      "^(wasmcustom\\.weir\\.|listener\\..*[0-9\\]]_[0-9]+\\.downstream_cx_total$)";

  private static final String PREFIX = "weir_";
  private static final String PASS = "_pass";
  private static final String BLOCK = "_block";
  private static final String CONNECTIONS = "envoy_listener_downstream_cx_total";
  private static final String ADDRESS = "envoy_listener_address";

  /** What is counted. */
  record Subject(String resource, SignalEvent event) {}

  private MetricNames() {}

  /** The subject of a sample; null when it is about something else. */
  static @Nullable Subject subject(Sample sample) {
    String name = sample.name();
    if (name.equals(CONNECTIONS)) {
      String port = port(sample.labels().getOrDefault(ADDRESS, ""));
      return port == null ? null : new Subject("tcp:" + port, SignalEvent.PASS);
    }
    if (!name.startsWith(PREFIX)) {
      return null;
    }
    if (name.endsWith(PASS)) {
      return requests(name, PASS, SignalEvent.PASS);
    }
    return name.endsWith(BLOCK) ? requests(name, BLOCK, SignalEvent.BLOCK) : null;
  }

  private static @Nullable Subject requests(String name, String suffix, SignalEvent event) {
    int end = name.length() - suffix.length();
    String resource = end > PREFIX.length() ? decode(name.substring(PREFIX.length(), end)) : null;
    return resource == null ? null : new Subject(resource, event);
  }

  /** The resource name behind its encoded form; null when that is not one. */
  static @Nullable String decode(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c != '_') {
        bytes.write(c);
        continue;
      }
      int high = i + 2 < encoded.length() ? hexDigit(encoded.charAt(i + 1)) : -1;
      int low = i + 2 < encoded.length() ? hexDigit(encoded.charAt(i + 2)) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    try {
      ByteBuffer text = ByteBuffer.wrap(bytes.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  /** The port in {@code 127.0.0.1_10080}; null when a listener has a name of its own instead. */
  private static @Nullable String port(String address) {
    int at = address.lastIndexOf('_');
    String port = address.substring(at + 1);
    if (at < 1 || port.isEmpty() || port.length() > 5) {
      return null;
    }
    for (int i = 0; i < port.length(); i++) {
      if (port.charAt(i) < '0' || port.charAt(i) > '9') {
        return null;
      }
    }
    return port;
  }
}
