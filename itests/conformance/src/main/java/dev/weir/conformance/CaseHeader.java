package dev.weir.conformance;

import java.nio.charset.StandardCharsets;

/**
 * The line before a case of the oracle's.
 *
 * @param number of the case
 * @param kind what it is made of
 */
record CaseHeader(long number, String kind) {

  /** Before the first case. */
  static final CaseHeader NONE = new CaseHeader(-1, "");

  /** How such a line begins. */
  static final byte[] PREFIX = "{\"case\":".getBytes(StandardCharsets.US_ASCII);

  /** Reads {@code {"case":7,"seed":1,"kind":"flow"}}. */
  static CaseHeader read(String line) {
    String[] words = line.split("[\":,{}]+", -1);
    return new CaseHeader(Long.parseLong(words[2]), words[6]);
  }
}
