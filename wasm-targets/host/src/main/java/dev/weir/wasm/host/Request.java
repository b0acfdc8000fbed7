package dev.weir.wasm.host;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of a request, as bytes: what a client sends need not be text. */
public final class Request {

  private final Map<String, byte[]> headers = new LinkedHashMap<>();

  /** A request of a method and a path. */
  public static Request of(String method, String path) {
    return new Request()
        .with(":method", method.getBytes(StandardCharsets.UTF_8))
        .with(":path", path.getBytes(StandardCharsets.UTF_8));
  }

  /** Sets a header. */
  public Request with(String name, byte[] value) {
    headers.put(name, value.clone());
    return this;
  }

  int size() {
    return headers.size();
  }

  byte @Nullable [] header(String name) {
    return headers.get(name);
  }
}
