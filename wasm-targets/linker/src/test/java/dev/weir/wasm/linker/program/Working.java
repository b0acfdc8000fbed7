package dev.weir.wasm.linker.program;

import java.util.ArrayList;
import java.util.List;
import org.teavm.interop.Address;
import org.teavm.interop.Export;

/** Uses what a filter uses: objects, exceptions, division, mathematics, one import. */
public final class Working {

  private static int started;

  private Working() {}

  /** The entry point. */
  public static void main(String[] arguments) {
    Abi.reach();
    started = arguments == null ? 7 : 1;
  }

  /** How far main came. */
  @Export(name = "proxy_on_tick")
  public static int started(int context) {
    return started + Abi.log(context, 0, 0);
  }

  /** Divides, and says which exception it caught. */
  @Export(name = "proxy_on_done")
  public static int divide(int dividend, int divisor) {
    try {
      return dividend / divisor + dividend % divisor + 7 % 5;
    } catch (ArithmeticException e) {
      return -1000;
    }
  }

  /** Throws past the border. */
  @Export(name = "proxy_on_log")
  public static int escape(int size) {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add("x" + i);
    }
    return list.get(3).length();
  }

  /**
   * Mathematics that is not an instruction of Wasm: of the number there, to the place behind it.
   */
  @Export(name = "proxy_on_math")
  public static void math(int address) {
    double x = Address.fromInt(address).getDouble();
    double y = Math.exp(x) + Math.log(x) + Math.sqrt(x) + Math.floor(x) + Math.ceil(x);
    Address.fromInt(address + 8).putDouble(y);
  }
}
