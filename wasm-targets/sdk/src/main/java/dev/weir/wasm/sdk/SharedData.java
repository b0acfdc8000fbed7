package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.SharedCalls;
import dev.weir.wasm.sdk.type.Slice;

/**
 * Values under keys that all VMs of one vm_id share, with versions: what was read is written back
 * only if nobody else has written since. A key is never deleted; the ABI has no call for it.
 */
public final class SharedData {

  /**
   * Version to create a value with. Any but 0 creates where there is none (proxy-wasm-cpp-host,
   * shared_data.cc); if somebody was faster the write fails, unless his version is this very one,
   * to which the host's counter comes after four thousand million writes.
   */
  public static final int CREATE = -1;

  /** Version that writes whatever is there. */
  public static final int OVERWRITE = 0;

  private final SharedCalls calls;
  private final Returns returns;

  SharedData(SharedCalls calls, Returns returns) {
    this.calls = calls;
    this.returns = returns;
  }

  /** Points {@code value} at what is there; {@link #version} then says which version it is. */
  public int get(Slice key, Slice value) {
    int status =
        calls.getSharedData(
            key.address(), key.length(), returns.bytes(), Returns.LENGTH, Returns.VERSION);
    return returns.to(value, status);
  }

  /** Version of what was read last. */
  public int version() {
    return returns.version();
  }

  /** Writes if what is there still is of that version; else CAS_MISMATCH. */
  public int set(Slice key, Slice value, int version) {
    return calls.setSharedData(
        key.address(), key.length(), value.address(), value.length(), version);
  }
}
