package dev.weir.conformance.wasm;

import dev.weir.engine.call.Values;
import dev.weir.rule.ParamValue;
import org.teavm.interop.Address;

/** Unpacks values from linear memory, one after the other. */
final class ScriptReader {

  private int at;

  ScriptReader(int at) {
    this.at = at;
  }

  int u8() {
    int value = Address.fromInt(at).getByte() & 0xff;
    at++;
    return value;
  }

  int i32() {
    int value = Address.fromInt(at).getInt();
    at += Integer.BYTES;
    return value;
  }

  long i64() {
    long value = Address.fromInt(at).getLong();
    at += Long.BYTES;
    return value;
  }

  double f64() {
    return Double.longBitsToDouble(i64());
  }

  String string() {
    char[] chars = new char[i32()];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) (Address.fromInt(at).getShort() & 0xffff);
      at += Character.BYTES;
    }
    return new String(chars);
  }

  /** A value, added to a call's. */
  void value(Values values) {
    switch (u8()) {
      case Op.LONG -> values.add(i64());
      case Op.STRING -> values.add(string());
      case Op.BOOLEAN -> values.add(u8() != 0);
      case Op.DOUBLE -> values.add(f64());
      default -> values.add((String) null);
    }
  }

  /** A value of a rule. */
  ParamValue value() {
    return switch (u8()) {
      case Op.LONG -> new ParamValue.OfLong(i64());
      case Op.STRING -> new ParamValue.OfString(string());
      case Op.BOOLEAN -> new ParamValue.OfBoolean(u8() != 0);
      default -> new ParamValue.OfDouble(f64());
    };
  }
}
