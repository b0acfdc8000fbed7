package dev.weir.hostile;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What the proxy answers with: mostly what a proxy could, now and then an error, a clock that
 * jumps, a value of another length, bytes that are no text.
 */
final class Answers {

  static final int OK = 0;
  static final int NOT_FOUND = 1;
  static final int CAS_MISMATCH = 8;

  /** One answer in so many is an error. */
  private static final int ERRORS = 40;

  private static final int STATUSES = 13;
  private static final int MOST_KEYS = 500;
  private static final String[] VALUES = {
    "/orders", "/orders?x=1&y", "/", "GET", "POST", "a", "c=1; d", "/a.B/C", "10.0.0.1:80", ":", "5"
  };

  private final Random random;
  private final Map<String, byte[]> shared = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private long nanos = 1_700_000_000_000_000_000L;
  private int version;

  Answers(Random random) {
    this.random = random;
  }

  /** OK, or now and then another status. */
  int status() {
    return random.nextInt(ERRORS) == 0 ? random.nextInt(STATUSES) : OK;
  }

  /** The clock: goes on by up to 20 ms, and jumps. */
  long nanos() {
    nanos +=
        switch (random.nextInt(400)) {
          case 0 -> -random.nextLong(10_000_000_000L);
          case 1 -> random.nextLong(100_000_000_000L);
          default -> random.nextInt(20_000_000);
        };
    int odd = random.nextInt(5_000);
    return odd == 0 ? random.nextLong() : odd == 1 ? 0 : nanos;
  }

  /** A header, a body, a property. */
  byte[] value() {
    int kind = random.nextInt(1_000);
    if (kind == 0) {
      return bytes(100_000);
    }
    return kind < 300 ? bytes(64) : VALUES[kind % VALUES.length].getBytes(StandardCharsets.UTF_8);
  }

  /** A number of eight bytes, or no number. */
  byte[] number() {
    if (random.nextInt(20) == 0) {
      return value();
    }
    byte[] number = new byte[8];
    int status = random.nextInt(3) == 0 ? 503 : random.nextInt(65_536);
    number[0] = (byte) status;
    number[1] = (byte) (status >> 8);
    return number;
  }

  /** What lies under a key; null for nothing. Now and then somebody else has written there. */
  byte @Nullable [] shared(String key) {
    byte[] value = shared.get(key);
    if (value != null && random.nextInt(100) == 0) {
      byte[] other = random.nextBoolean() ? bytes(400) : bytes(value);
      store(key, other);
      return other;
    }
    return value;
  }

  int version(String key) {
    return versions.getOrDefault(key, 0);
  }

  /** Writes as the proxy does, or fails. */
  int store(String key, byte[] value, int expected) {
    if (random.nextInt(ERRORS) == 0) {
      return CAS_MISMATCH;
    }
    if (shared.containsKey(key) && expected != 0 && expected != version(key)) {
      return CAS_MISMATCH;
    }
    store(key, value);
    return OK;
  }

  private void store(String key, byte[] value) {
    if (shared.size() >= MOST_KEYS) {
      shared.clear();
      versions.clear();
    }
    shared.put(key, value);
    versions.put(key, ++version);
  }

  private byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The same length, other bytes. */
  private byte[] bytes(byte[] like) {
    byte[] bytes = like.clone();
    for (int i = random.nextInt(8); i < bytes.length; i += 1 + random.nextInt(8)) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }
}
