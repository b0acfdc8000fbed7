package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.json.JsonException;
import dev.weir.wasm.sdk.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object: each at most once, none that nobody knows. */
final class Fields {

  private final JsonReader json;
  private final List<String> seen = new ArrayList<>();

  Fields(JsonReader json) {
    this.json = json;
  }

  /** The next field's name, or null when the object ends. */
  @Nullable String next() {
    String name = json.nextName();
    if (name != null && seen.contains(name)) {
      throw json.invalid("field '" + name + "' is there twice");
    }
    if (name != null) {
      seen.add(name);
    }
    return name;
  }

  /** What to say of a field that is not known. */
  JsonException unknown(String name) {
    return json.invalid("field '" + name + "' is not known");
  }

  /** Whether the object has the field. */
  boolean has(String name) {
    return seen.contains(name);
  }

  /** An int; what does not fit becomes one that no field allows. */
  static int small(long value) {
    return value < 0 || value > Integer.MAX_VALUE ? -1 : (int) value;
  }

  /** Refuses an object without the field. */
  void require(String name) {
    if (!seen.contains(name)) {
      throw json.invalid("field '" + name + "' is missing");
    }
  }
}
