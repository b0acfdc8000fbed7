package dev.weir.libbpf;

/**
 * What must be equal for one version's map to serve the next.
 *
 * @param type number of the map type, as linux/bpf.h has it
 * @param keySize bytes
 * @param valueSize bytes; of one CPU where the map is per CPU
 * @param entries most entries
 * @param flags of its creation
 */
public record MapLayout(int type, int keySize, int valueSize, int entries, int flags) {

  private static final int PERCPU_HASH = 5;
  private static final int PERCPU_ARRAY = 6;
  private static final int LRU_PERCPU_HASH = 10;

  /** Whether every CPU has a value of its own. */
  public boolean perCpu() {
    return type == PERCPU_HASH || type == PERCPU_ARRAY || type == LRU_PERCPU_HASH;
  }

  @Override
  public String toString() {
    return "type "
        + type
        + ", key "
        + keySize
        + " B, value "
        + valueSize
        + " B, "
        + entries
        + " entries, flags "
        + flags;
  }
}
