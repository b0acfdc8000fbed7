package dev.weir.wasm.host;

/** A module as a proxy calls it; in Wasm, or the filter's classes. */
public interface Guest {

  /** Whether it has the callback; a proxy leaves out what is not exported. */
  boolean exports(String callback);

  /**
   * Calls a callback that it has.
   *
   * @param callback full name, {@code proxy_on_…}
   * @return its result, 0 when it has none
   */
  int call(String callback, int... arguments);
}
