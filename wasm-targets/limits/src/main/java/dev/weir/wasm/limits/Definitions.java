package dev.weir.wasm.limits;

import dev.weir.wasm.limits.param.ParamKey;
import java.util.List;

/** Resources that are defined by what requests have. */
final class Definitions {

  /** None. */
  static final Definitions NONE = new Definitions(List.of(), List.of());

  private final List<ParamKey> keys;
  private final List<Definition> all;

  /**
   * @param keys values of requests that conditions look at
   * @param all in the order in which a request enters them, of distinct names
   */
  Definitions(List<ParamKey> keys, List<Definition> all) {
    this.keys = keys;
    this.all = all;
  }

  /** Values of requests that conditions look at. */
  List<ParamKey> keys() {
    return keys;
  }

  /** In the order in which a request enters them. */
  List<Definition> all() {
    return all;
  }

  /** One of them. */
  static final class Definition {

    private final String name;
    private final Condition[][] matches;

    /**
     * @param name of the resource
     * @param matches conditions; a request meets all of one of them
     */
    Definition(String name, Condition[][] matches) {
      this.name = name;
      this.matches = matches;
    }

    String name() {
      return name;
    }

    Condition[][] matches() {
      return matches;
    }
  }
}
