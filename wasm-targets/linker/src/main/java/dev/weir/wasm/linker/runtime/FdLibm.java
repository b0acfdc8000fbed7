package dev.weir.wasm.linker.runtime;

import org.teavm.interop.Export;

/**
 * {@code Math.exp} and {@code Math.log} after fdlibm 5.3 (e_exp.c, e_log.c), which is also what
 * {@code StrictMath} is defined by: the results are equal bit for bit.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits are fdlibm's
public final class FdLibm {

  private static final double LN2_HIGH = 6.93147180369123816490e-01;
  private static final double LN2_LOW = 1.90821492927058770002e-10;
  private static final double INVERSE_LN2 = 1.44269504088896338700e+00;
  private static final double TWO_54 = 0x1p54;

  private FdLibm() {}

  /** e to the power of {@code x}; within 1 ulp. */
  @Export(name = "$rt.teavmMath.exp")
  public static double exp(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (x > 7.09782712893383973096e+02) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < -7.45133219101941108420e+02) {
      return 0;
    }
    double size = Math.abs(x);
    if (size < 0x1p-28) {
      return 1 + x;
    }
    if (size <= 0.5 * 0.6931471805599453) {
      return 1 - ((x * reduced(x)) / (reduced(x) - 2) - x);
    }
    int k =
        size < 1.5 * 0.6931471805599453
            ? (x < 0 ? -1 : 1)
            : (int) (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5));
    double high = x - k * LN2_HIGH;
    double low = k * LN2_LOW;
    double r = high - low;
    double c = reduced(r);
    return scale(1 - ((low - (r * c) / (2 - c)) - high), k);
  }

  /** x minus the Remez polynomial of x squared on [0, 0.34658]. */
  private static double reduced(double x) {
    double t = x * x;
    return x
        - t
            * (1.66666666666666019037e-01
                + t
                    * (-2.77777777770155933842e-03
                        + t
                            * (6.61375632143793436117e-05
                                + t
                                    * (-1.65339022054652515390e-06
                                        + t * 4.13813679705723846039e-08))));
  }

  private static double scale(double y, int k) {
    if (k >= -1021) {
      if (k == 1024) {
        return y * 2 * 0x1p1023;
      }
      return Double.longBitsToDouble(Double.doubleToRawLongBits(y) + ((long) k << 52));
    }
    return Double.longBitsToDouble(Double.doubleToRawLongBits(y) + ((long) (k + 1000) << 52))
        * 0x1p-1000;
  }

  /** Natural logarithm; within 1 ulp. */
  @Export(name = "$rt.teavmMath.log")
  public static double log(double x) {
    if (Double.isNaN(x) || x < 0) {
      return Double.NaN;
    }
    if (x == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    int k = 0;
    double normal = x;
    if (normal < 0x1p-1022) {
      k = -54;
      normal *= TWO_54;
    }
    long bits = Double.doubleToRawLongBits(normal);
    int high = (int) (bits >> 32);
    k += (high >> 20) - 1023;
    high &= 0xfffff;
    int half = (high + 0x95f64) & 0x100000;
    k += half >> 20;
    long mantissa = ((long) (high | (half ^ 0x3ff00000)) << 32) | (bits & 0xffffffffL);
    return logOfNormal(Double.longBitsToDouble(mantissa) - 1, k, high);
  }

  private static double logOfNormal(double f, int k, int high) {
    if ((0xfffff & (2 + high)) < 3) {
      return logNearOne(f, k);
    }
    double s = f / (2 + f);
    double z = s * s;
    double w = z * z;
    double t1 =
        w
            * (3.999999999940941908e-01
                + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
    double t2 =
        z
            * (6.666666666666735130e-01
                + w
                    * (2.857142874366239149e-01
                        + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
    double r = t2 + t1;
    if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
      double square = 0.5 * f * f;
      return k == 0
          ? f - (square - s * (square + r))
          : k * LN2_HIGH - ((square - (s * (square + r) + k * LN2_LOW)) - f);
    }
    return k == 0 ? f - s * (f - r) : k * LN2_HIGH - ((s * (f - r) - k * LN2_LOW) - f);
  }

  private static double logNearOne(double f, int k) {
    if (f == 0) {
      return k == 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    }
    double r = f * f * (0.5 - 0.33333333333333333 * f);
    return k == 0 ? f - r : k * LN2_HIGH - ((r - k * LN2_LOW) - f);
  }
}
