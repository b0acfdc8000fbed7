package dev.weir.traffic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Who a rule is, in 128 bits of SHA-256 of all that it says: by it a table that has outlived its
 * daemon is known again.
 *
 * @param high first eight bytes
 * @param low next eight bytes
 */
record Digest(long high, long low) {

  static Digest of(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      String word = part.toString();
      text.append(word.length()).append(':').append(word);
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return new Digest(word(hash, 0), word(hash, Long.BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static long word(byte[] bytes, int at) {
    long word = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      word = word << 8 | (bytes[at + i] & 0xff);
    }
    return word;
  }
}
