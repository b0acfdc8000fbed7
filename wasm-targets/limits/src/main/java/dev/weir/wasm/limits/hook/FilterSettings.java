package dev.weir.wasm.limits.hook;

/**
 * What a filter is told beside its rules.
 *
 * @param firstError HTTP statuses from this one on are failures, 400 to 599
 * @param memoryMib most that a VM of the filter may hold, in MiB, 4 to 1,024
 */
public record FilterSettings(int firstError, int memoryMib) {

  private static final int SERVER_ERRORS = 500;
  private static final int MEMORY_MIB = 16;

  /** What filters take where they are told nothing. */
  public static final FilterSettings DEFAULT = new FilterSettings(SERVER_ERRORS, MEMORY_MIB);

  /**
   * Settings that filters can take.
   *
   * @throws IllegalArgumentException that names the one that is out of range, as users write it
   */
  public FilterSettings {
    require("first.error", firstError, 400, 599);
    require("memory.budget", memoryMib, 4, 1_024);
  }

  /** With a budget of memory. */
  public static FilterSettings memory(int mebibytes) {
    return new FilterSettings(SERVER_ERRORS, mebibytes);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be " + least + " to " + most + ", was " + value);
    }
  }
}
