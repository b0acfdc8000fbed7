package dev.weir.envoy.host;

/**
 * What an answer says of a proxy's shares. The table, little-endian: the version in 8 bytes; the
 * part of a threshold that is the proxy's where nothing else is said, and when it goes by itself, a
 * double; then for each rule that is divided {@code String.hashCode} of its id in 4 bytes and the
 * proxy's part of the threshold, a double, in ascending order of the hash.
 *
 * @param version of the shares
 * @param table empty when those that the proxy has hold on
 */
@SuppressWarnings("ArrayRecordComponent")
record Shares(long version, byte[] table) {

  /** Bytes before the first rule. */
  static final int HEAD = 16;

  /** Bytes of a rule. */
  static final int RECORD = 12;

  private static final byte[] SAME = {};

  /** They hold on. */
  Shares hold() {
    return new Shares(version, SAME);
  }
}
