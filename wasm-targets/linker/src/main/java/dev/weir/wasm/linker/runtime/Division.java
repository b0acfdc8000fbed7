package dev.weir.wasm.linker.runtime;

/** Integer division as the Java Language Specification has it (15.17.2, 15.17.3). */
public final class Division {

  private Division() {}

  /** {@code dividend / divisor}. */
  public static int quotient(int dividend, int divisor) {
    if (divisor == 0) {
      throw byZero();
    }
    return divisor == -1 ? -dividend : dividend / divisor;
  }

  /** {@code dividend % divisor}. */
  public static int remainder(int dividend, int divisor) {
    if (divisor == 0) {
      throw byZero();
    }
    return divisor == -1 ? 0 : dividend % divisor;
  }

  /** {@code dividend / divisor}. */
  public static long quotient(long dividend, long divisor) {
    if (divisor == 0) {
      throw byZero();
    }
    return divisor == -1 ? -dividend : dividend / divisor;
  }

  /** {@code dividend % divisor}. */
  public static long remainder(long dividend, long divisor) {
    if (divisor == 0) {
      throw byZero();
    }
    return divisor == -1 ? 0 : dividend % divisor;
  }

  private static ArithmeticException byZero() {
    return new ArithmeticException("/ by zero");
  }
}
