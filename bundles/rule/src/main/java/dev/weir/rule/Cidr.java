package dev.weir.rule;

/**
 * A block of IP addresses, {@code 198.18.0.0/15} or {@code 2001:db8::/32} (RFC 4632, RFC 4291).
 *
 * @param ipv6 whether the addresses are of IPv6
 * @param high the first 64 bits of the address; of IPv4 its 32 bits, in the upper half
 * @param low the last 64 bits; 0 for IPv4
 * @param bits how many leading bits count; 0 to 32, or to 128. The others are 0
 */
public record Cidr(boolean ipv6, long high, long low, int bits) {

  public Cidr {
    int most = ipv6 ? 128 : 32;
    if (bits < 0 || bits > most) {
      throw new InvalidRuleException(
          "cidr", "must have a prefix of 0 to " + most + ", was " + bits);
    }
    if (!ipv6 && (low != 0 || (int) high != 0)) {
      throw new InvalidRuleException("cidr", "of IPv4 must have its 32 bits at the front");
    }
    if ((high & ~mask(bits)) != 0 || (low & ~mask(bits - 64)) != 0) {
      String block = CidrText.write(ipv6, high & mask(bits), low & mask(bits - 64), bits);
      throw new InvalidRuleException(
          "cidr", "must have no bits behind its prefix; did you mean " + block + "?");
    }
  }

  /**
   * Reads a block, or a single address.
   *
   * @throws InvalidRuleException when the text is neither
   */
  public static Cidr parse(String text) {
    return CidrText.read(text);
  }

  /** Whether an address, laid out as this one's is, lies in the block. */
  public boolean contains(boolean ofIpv6, long addressHigh, long addressLow) {
    return ofIpv6 == ipv6
        && ((addressHigh ^ high) & mask(bits)) == 0
        && ((addressLow ^ low) & mask(bits - 64)) == 0;
  }

  /** The leading {@code bits} of a word; none when negative, all from 64. */
  public static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
  }

  /** The block as people write it; IPv6 as RFC 5952 has it. */
  @Override
  public String toString() {
    return CidrText.write(ipv6, high, low, bits);
  }
}
