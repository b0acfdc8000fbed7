package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.Buffer;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/** The configuration of the plugin whose callback runs. */
final class PluginConfiguration {

  private final Buffer buffer;
  private final ConfigurationReader reader;

  PluginConfiguration(Host host, Upstreams upstreams, Requests requests) {
    this.buffer = host.buffer(BufferType.PLUGIN_CONFIGURATION);
    this.reader = new ConfigurationReader(host.memory(), upstreams, requests);
  }

  /**
   * Reads it.
   *
   * @throws RefusedException what is wrong with it
   */
  Configuration read(int size) {
    if (size < 1 || size > Limits.MAX_CONFIGURATION) {
      throw new RefusedException(
          "it must have 1 to " + Limits.MAX_CONFIGURATION + " bytes, had " + size);
    }
    Slice text = new Slice();
    int status = buffer.read(0, size, text);
    if (status != Status.OK || text.length() != size) {
      throw new RefusedException(
          "the proxy gave " + text.length() + " of " + size + " bytes with status " + status);
    }
    return reader.read(text);
  }
}
