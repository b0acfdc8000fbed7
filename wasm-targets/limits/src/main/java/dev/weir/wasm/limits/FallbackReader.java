package dev.weir.wasm.limits;

import dev.weir.rule.Fallback;
import dev.weir.wasm.sdk.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a blocked caller gets. */
final class FallbackReader {

  private final JsonReader json;
  private @Nullable Fallback fallback;

  FallbackReader(JsonReader json) {
    this.json = json;
  }

  /** What was read; null when nothing was. */
  @Nullable Fallback fallback() {
    return fallback;
  }

  void read() {
    Fields fields = new Fields(json);
    int status = 0;
    List<Fallback.Header> headers = List.of();
    String body = "";
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "status" -> status = Fields.small(json.integer());
        case "headers" -> headers = headers();
        case "body" -> body = json.string();
        default -> throw fields.unknown(name);
      }
    }
    fields.require("status");
    fallback = new Fallback(status, headers, body);
  }

  private List<Fallback.Header> headers() {
    List<Fallback.Header> headers = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      if (headers.size() == Fallback.MAX_HEADERS) {
        throw json.invalid("more than " + Fallback.MAX_HEADERS + " headers");
      }
      headers.add(header());
    }
    return headers;
  }

  private Fallback.Header header() {
    Fields fields = new Fields(json);
    String key = "";
    String value = "";
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "key" -> key = json.string();
        case "value" -> value = json.string();
        default -> throw fields.unknown(name);
      }
    }
    fields.require("key");
    fields.require("value");
    return new Fallback.Header(key, value);
  }
}
