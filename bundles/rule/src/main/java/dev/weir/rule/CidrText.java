package dev.weir.rule;

/** Reads and writes blocks of addresses. No regular expressions: this runs in Wasm too. */
final class CidrText {

  private static final int GROUPS = 8;
  private static final String EXPECTED =
      "must be an address block such as 198.18.0.0/15 or 2001:db8::/32, was '";

  private CidrText() {}

  static Cidr read(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean ipv6 = address.indexOf(':') >= 0;
    int bits =
        slash < 0 ? (ipv6 ? 128 : 32) : number(text, text.substring(slash + 1), 10, ipv6 ? 3 : 2);
    if (!ipv6) {
      return new Cidr(false, ipv4(text, address) << 32, 0, bits);
    }
    int[] groups = ipv6(text, address);
    return new Cidr(true, word(groups, 0), word(groups, 4), bits);
  }

  static String write(boolean ipv6, long high, long low, int bits) {
    StringBuilder text = new StringBuilder();
    if (ipv6) {
      writeIpv6(text, high, low);
    } else {
      for (int shift = 56; shift >= 32; shift -= 8) {
        text.append(shift == 56 ? "" : ".").append(high >>> shift & 0xff);
      }
    }
    return text.append('/').append(bits).toString();
  }

  /** Groups in hexadecimal; the first longest run of two zeroes or more is {@code ::}. */
  private static void writeIpv6(StringBuilder text, long high, long low) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i & 3)) & 0xffff);
    }
    int from = GROUPS;
    int longest = 1;
    for (int i = 0; i < GROUPS; i++) {
      int run = zeroes(groups, i);
      if (run > longest) {
        longest = run;
        from = i;
      }
    }
    for (int i = 0; i < GROUPS; i++) {
      if (i == from) {
        text.append("::");
        i += longest - 1;
      } else {
        boolean first = i == 0 || (from < GROUPS && i == from + longest);
        text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
  }

  private static int zeroes(int[] groups, int from) {
    int end = from;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - from;
  }

  private static long ipv4(String text, String address) {
    long value = 0;
    int start = 0;
    for (int i = 0; i < 4; i++) {
      int end = i < 3 ? address.indexOf('.', start) : address.length();
      if (end < 0) {
        throw unreadable(text);
      }
      int part = number(text, address.substring(start, end), 10, 3);
      if (part > 255) {
        throw unreadable(text);
      }
      value = value << 8 | part;
      start = end + 1;
    }
    return value;
  }

  private static int[] ipv6(String text, String address) {
    int gap = address.indexOf("::");
    if (gap < 0) {
      return groups(text, address, GROUPS);
    }
    int[] front = groups(text, address.substring(0, gap), -1);
    int[] back = groups(text, address.substring(gap + 2), -1);
    if (front.length + back.length >= GROUPS) {
      throw unreadable(text);
    }
    int[] groups = new int[GROUPS];
    System.arraycopy(front, 0, groups, 0, front.length);
    System.arraycopy(back, 0, groups, GROUPS - back.length, back.length);
    return groups;
  }

  /** Groups between colons; exactly so many, or any number up to eight for −1. */
  private static int[] groups(String text, String part, int exactly) {
    int[] found = new int[GROUPS];
    int count = 0;
    int start = 0;
    while (start < part.length() || (count > 0 && start == part.length())) {
      int colon = part.indexOf(':', start);
      int end = colon < 0 ? part.length() : colon;
      if (count == GROUPS) {
        throw unreadable(text);
      }
      found[count++] = number(text, part.substring(start, end), 16, 4);
      start = end + 1;
    }
    if (exactly >= 0 && count != exactly) {
      throw unreadable(text);
    }
    int[] groups = new int[count];
    System.arraycopy(found, 0, groups, 0, count);
    return groups;
  }

  private static long word(int[] groups, int from) {
    return (long) groups[from] << 48
        | (long) groups[from + 1] << 32
        | (long) groups[from + 2] << 16
        | groups[from + 3];
  }

  /** One to {@code longest} digits and nothing else. */
  private static int number(String text, String digits, int radix, int longest) {
    if (digits.isEmpty() || digits.length() > longest) {
      throw unreadable(text);
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        throw unreadable(text);
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static InvalidRuleException unreadable(String text) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new InvalidRuleException("cidr", EXPECTED + shown + "'");
  }
}
