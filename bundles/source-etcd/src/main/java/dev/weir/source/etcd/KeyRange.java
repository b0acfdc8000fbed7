package dev.weir.source.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.options.OptionsUtil;

/**
 * One key, or all keys that begin with a prefix.
 *
 * @param name the key or the prefix, as configured
 * @param prefix whether it is a prefix
 */
record KeyRange(String name, boolean prefix) {

  KeyRange {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          (prefix ? "prefixes" : "keys") + " must not contain an empty name");
    }
  }

  /** The first key. */
  ByteSequence from() {
    return ByteSequence.from(name, UTF_8);
  }

  /** The first key that is no longer in it. */
  ByteSequence end() {
    return prefix
        ? OptionsUtil.prefixEndOf(from())
        : from().concat(ByteSequence.from(new byte[] {0}));
  }

  @Override
  public String toString() {
    return prefix ? name + "*" : name;
  }
}
