package dev.weir.wasm.sdk.context;

/** A plugin: lives as long as its VM and takes every configuration. */
public interface RootContext {

  /**
   * Takes a configuration, or refuses it and keeps the one before.
   *
   * @param size of {@code PLUGIN_CONFIGURATION}, in bytes
   * @return false to refuse
   */
  boolean onConfigure(int size);
}
