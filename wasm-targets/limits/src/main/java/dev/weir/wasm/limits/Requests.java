package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.json.JsonReader;
import dev.weir.wasm.sdk.type.Slice;
import org.jspecify.annotations.Nullable;

/** Which of the resources that are defined by what a request has are those of a request. */
public abstract class Requests {

  /** A filter whose calls have names alone; it knows no definitions. */
  public static final Requests UNDEFINED = new Undefined();

  Requests() {}

  /** A filter of requests. */
  public static Requests of(Host host, RequestValues values) {
    return new DefinedRequests(host, values);
  }

  /** Reads definitions. */
  abstract Definitions read(JsonReader json);

  /**
   * These definitions are in force.
   *
   * @param table where the limits of their resources are; those without limits are left out
   */
  abstract void configured(Definitions definitions, LimitTable table);

  /** How many there are. */
  abstract int size();

  /**
   * A request is looked at.
   *
   * @param path with its query; where it is as long as the callback runs
   */
  abstract void begin(Slice path);

  /** The limit of a definition if it is for the request that is looked at; else null. */
  abstract @Nullable Limit find(int definition);

  private static final class Undefined extends Requests {

    @Override
    Definitions read(JsonReader json) {
      throw json.invalid("field 'resources' is not known");
    }

    @Override
    void configured(Definitions definitions, LimitTable table) {}

    @Override
    int size() {
      return 0;
    }

    @Override
    void begin(Slice path) {}

    @Override
    @Nullable Limit find(int definition) {
      return null;
    }
  }
}
