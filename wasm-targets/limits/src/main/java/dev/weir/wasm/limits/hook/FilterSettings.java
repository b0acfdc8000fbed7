package dev.weir.wasm.limits.hook;

/**
 * What a filter is told beside its rules; what is out of range is taken as the nearest that is not.
 *
 * @param firstError HTTP statuses from this one on are failures, 400 to 599
 * @param memoryMib most that a VM of the filter may hold, in MiB, 4 to 1,024
 */
public record FilterSettings(int firstError, int memoryMib) {

  private static final int SERVER_ERRORS = 500;
  private static final int MEMORY_MIB = 16;

  /** What filters take where they are told nothing. */
  public static final FilterSettings DEFAULT = new FilterSettings(SERVER_ERRORS, MEMORY_MIB);

  public FilterSettings {
    firstError = Math.min(599, Math.max(400, firstError));
    memoryMib = Math.min(1_024, Math.max(4, memoryMib));
  }

  /** With a budget of memory. */
  public static FilterSettings memory(int mebibytes) {
    return new FilterSettings(SERVER_ERRORS, mebibytes);
  }
}
