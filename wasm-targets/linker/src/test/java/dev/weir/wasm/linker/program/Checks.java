package dev.weir.wasm.linker.program;

import org.teavm.interop.Export;

/** Fails checks of references and indices, some of them where they are caught. */
@SuppressWarnings("NullAway") // null is what it is about
public final class Checks {

  private Checks() {}

  /** The entry point. */
  public static void main(String[] arguments) {
    Abi.reach();
  }

  /**
   * What became of it, as digits: who caught what.
   *
   * @param index that may be out of bounds
   * @param absent which references are null, as bits
   */
  @Export(name = "proxy_on_checks")
  public static int checks(int index, int absent) {
    int[] numbers = {5, 6, 7};
    try {
      return 1_000 * outer(numbers, index, absent) + numbers[index + 1];
    } catch (ArrayIndexOutOfBoundsException e) {
      return -1;
    } catch (NullPointerException e) {
      return -2;
    }
  }

  private static int outer(int[] numbers, int index, int absent) {
    int[] first = absent(absent, 1) ? null : numbers;
    int[] second = absent(absent, 2) ? null : new int[] {8, 9, 10, 11};
    try {
      return read(first, index) + second[index];
    } catch (NullPointerException e) {
      return 20 + numbers.length;
    } finally {
      numbers[0]++;
    }
  }

  private static int read(int[] numbers, int index) {
    try {
      return numbers[index] + numbers[index + 1];
    } catch (ArrayIndexOutOfBoundsException e) {
      return 300 + numbers.length;
    }
  }

  private static boolean absent(int absent, int bit) {
    return (absent & bit) != 0;
  }
}
