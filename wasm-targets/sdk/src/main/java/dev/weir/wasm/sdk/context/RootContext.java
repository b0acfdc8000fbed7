package dev.weir.wasm.sdk.context;

/** A plugin: takes every configuration. */
@FunctionalInterface
public interface RootContext {

  /**
   * Takes a configuration, or refuses it and keeps the one before.
   *
   * @param plugin id of the plugin's context, new for every configuration
   * @param size of {@code PLUGIN_CONFIGURATION}, in bytes
   * @return false to refuse
   */
  boolean onConfigure(int plugin, int size);
}
