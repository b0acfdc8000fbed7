package dev.weir.wasm.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Headers that a test sends: of a request, of a response, trailers. */
public final class Request {

  private final List<Headers.Header> headers = new ArrayList<>();

  /** A request of a method and a path. */
  public static Request of(String method, String path) {
    return new Request().with(":method", method).with(":path", path);
  }

  /** A response of a status. */
  public static Request response(int status) {
    return new Request().with(":status", Integer.toString(status));
  }

  /** Adds a header. */
  public Request with(String name, byte[] value) {
    headers.add(new Headers.Header(name, value.clone()));
    return this;
  }

  /** Adds a header. */
  public Request with(String name, String value) {
    return with(name, value.getBytes(StandardCharsets.UTF_8));
  }

  Headers headers() {
    return new Headers(headers);
  }
}
