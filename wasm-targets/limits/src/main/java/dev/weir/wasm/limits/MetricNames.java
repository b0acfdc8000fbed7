package dev.weir.wasm.limits;

/**
 * Resource names as part of a metric's name: every byte but letters and digits becomes {@code _}
 * and two hex digits, {@code GET:/orders} is {@code GET_3a_2forders}. Reversible.
 */
final class MetricNames {

  private static final String HEX = "0123456789abcdef";

  private MetricNames() {}

  static String encode(String resource) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < resource.length(); i++) {
      int point = resource.codePointAt(i);
      if (point > 0xffff) {
        i++;
      }
      append(name, point);
    }
    return name.toString();
  }

  private static void append(StringBuilder name, int point) {
    boolean plain =
        (point >= 'a' && point <= 'z')
            || (point >= 'A' && point <= 'Z')
            || (point >= '0' && point <= '9');
    if (plain) {
      name.append((char) point);
    } else if (point < 0x80) {
      escape(name, point);
    } else {
      int rest = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
      escape(name, (rest == 1 ? 0xc0 : rest == 2 ? 0xe0 : 0xf0) | (point >> (6 * rest)));
      for (int i = rest - 1; i >= 0; i--) {
        escape(name, 0x80 | ((point >> (6 * i)) & 0x3f));
      }
    }
  }

  private static void escape(StringBuilder name, int octet) {
    name.append('_').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xf));
  }
}
