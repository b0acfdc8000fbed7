package dev.weir.wasm.host;

import dev.weir.wasm.sdk.type.Status;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shared data after proxy-wasm-cpp-host's shared_data.cc: one counter of versions that starts at 1,
 * version 0 overwrites, an absent key takes any version.
 */
public final class SharedStore {

  private final Map<String, Entry> entries = new HashMap<>();
  private int nextVersion = 1;
  private int failure = Status.OK;
  private Runnable beforeSet = () -> {};

  /**
   * A value.
   *
   * @param value its bytes
   * @param version the counter when it was written
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Entry(byte[] value, int version) {}

  /** Makes every call answer this status; {@link Status#OK} ends it. */
  public void failWith(int status) {
    failure = status;
  }

  /** Runs something between a filter's read and its write: another worker's turn. */
  public void beforeSet(Runnable action) {
    beforeSet = action;
  }

  /** All keys. */
  public Map<String, Entry> entries() {
    return Map.copyOf(entries);
  }

  /** Writes whatever is there. */
  public void put(String key, byte[] value) {
    entries.put(key, new Entry(value.clone(), nextVersion++));
  }

  int failure() {
    return failure;
  }

  @Nullable Entry get(String key) {
    return entries.get(key);
  }

  int set(String key, byte[] value, int version) {
    Runnable action = beforeSet;
    beforeSet = () -> {};
    action.run();
    Entry entry = entries.get(key);
    if (entry != null && version != 0 && version != entry.version()) {
      return Status.CAS_MISMATCH;
    }
    put(key, value);
    return Status.OK;
  }
}
