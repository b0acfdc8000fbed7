package dev.weir.wasm.limits;

import dev.weir.engine.call.ParamHash;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.type.Status;

/**
 * The key under which a VM hashes the values of hotspot rules: 128 random bits, for strangers
 * choose the values, and who knows the key can look for two that share a counter. Each VM has its
 * own, as each has its own counters. Where the proxy gives no randomness the clock has to do.
 */
final class ValueKey {

  private static final int BYTES = 16;

  private ValueKey() {}

  /** A new key. */
  static ParamHash random(Host host) {
    int mark = host.buffers().mark();
    int address = host.buffers().allocate(BYTES);
    boolean random = address != 0 && host.random(address, BYTES) == Status.OK;
    ParamHash key =
        random
            ? new ParamHash(host.memory().load64(address), host.memory().load64(address + 8))
            : new ParamHash(host.nanos(), 0);
    host.buffers().rewind(mark);
    return key;
  }
}
