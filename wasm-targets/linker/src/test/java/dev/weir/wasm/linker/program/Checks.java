package dev.weir.wasm.linker.program;

import org.jspecify.annotations.Nullable;
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
    int found = 0;
    try {
      found = sum(first, index) + second[index];
      second[index - 1] = found;
    } catch (NullPointerException e) {
      found = 20 + numbers[index] + inner(second, index);
    } finally {
      numbers[0]++;
    }
    return found + second[second.length - 1 - index];
  }

  private static int inner(int @Nullable [] numbers, int index) {
    try {
      return numbers[index] + numbers[index + 1];
    } catch (ArrayIndexOutOfBoundsException e) {
      return 300 + numbers.length;
    }
  }

  private static int sum(int @Nullable [] numbers, int limit) {
    int sum = 0;
    for (int i = limit; i >= 0; i--) {
      sum += numbers[i];
    }
    return sum + numbers[0] + numbers[1];
  }

  private static boolean absent(int absent, int bit) {
    return (absent & bit) != 0;
  }
}
