package dev.weir.wasm.limits.shard;

/**
 * The hash by which resources are found: FNV-1a of 32 bits over the UTF-8 of the name. Its low bits
 * choose a place in a table, its high bits the shard.
 */
public final class ResourceHash {

  /** Into so many shards a large set of rules is divided. */
  public static final int SHARDS = 256;

  /** The hash of nothing. */
  public static final int SEED = 0x811c9dc5;

  private static final int PRIME = 0x01000193;
  private static final int SHARD_SHIFT = 24;
  private static final int REPLACEMENT = 0xfffd;

  private ResourceHash() {}

  /** The shard of a resource; what is no Unicode in it counts as U+FFFD, as which it is sent. */
  public static int shard(String resource) {
    return shard(of(resource));
  }

  /** The shard of a hash, from 0 to 255. */
  public static int shard(int hash) {
    return hash >>> SHARD_SHIFT;
  }

  /** The hash of a name, its surrogates without a partner as U+FFFD. */
  public static int of(String resource) {
    int hash = SEED;
    for (int i = 0; i < resource.length(); i++) {
      int point = pointAt(resource, i);
      if (point > 0xffff) {
        i++;
      }
      hash = addPoint(hash, point);
    }
    return hash;
  }

  /** The hash of what was hashed so far, {@link #SEED} for nothing, and one more byte. */
  public static int add(int hash, int next) {
    return (hash ^ (next & 0xff)) * PRIME;
  }

  private static int pointAt(String text, int index) {
    char high = text.charAt(index);
    if (!Character.isSurrogate(high)) {
      return high;
    }
    if (Character.isHighSurrogate(high) && index + 1 < text.length()) {
      char low = text.charAt(index + 1);
      if (Character.isLowSurrogate(low)) {
        return Character.toCodePoint(high, low);
      }
    }
    return REPLACEMENT;
  }

  private static int addPoint(int hash, int point) {
    if (point < 0x80) {
      return add(hash, point);
    }
    int rest = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    int lead = rest == 1 ? 0xc0 : rest == 2 ? 0xe0 : 0xf0;
    int sum = add(hash, lead | (point >> (6 * rest)));
    for (int i = 1; i <= rest; i++) {
      sum = add(sum, 0x80 | ((point >> (6 * (rest - i))) & 0x3f));
    }
    return sum;
  }
}
