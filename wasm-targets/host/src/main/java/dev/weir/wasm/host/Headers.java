package dev.weir.wasm.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Headers in order, names as often as they come; bytes, because what a client sends need not be
 * text.
 */
final class Headers {

  /**
   * One header.
   *
   * @param name as text
   * @param value its bytes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Header(String name, byte[] value) {}

  private final List<Header> headers = new ArrayList<>();

  Headers() {}

  Headers(List<Header> headers) {
    this.headers.addAll(headers);
  }

  int size() {
    return headers.size();
  }

  List<Header> all() {
    return headers;
  }

  void add(String name, byte[] value) {
    headers.add(new Header(name, value.clone()));
  }

  void remove(String name) {
    headers.removeIf(header -> header.name().equals(name));
  }

  /** The first value of a name, as Envoy has it; null when there is none. */
  byte @Nullable [] value(String name) {
    for (Header header : headers) {
      if (header.name().equals(name)) {
        return header.value();
      }
    }
    return null;
  }

  /** {@code name: value} of each. */
  List<String> lines() {
    return headers.stream()
        .map(header -> header.name() + ": " + new String(header.value(), StandardCharsets.UTF_8))
        .toList();
  }
}
