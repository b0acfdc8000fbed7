package dev.weir.wasm.limits;

import dev.weir.wasm.limits.shard.ResourceHash;
import dev.weir.wasm.sdk.type.Slice;
import org.jspecify.annotations.Nullable;

/** The rules of the resources whose hashes begin alike: a text, and the limits once it was read. */
final class Shard {

  private final int index;
  private final Slice text;

  /** The limits that were read last, under an older configuration; null when none were, or now. */
  private @Nullable LimitTable before;

  /** Whether {@link #before} was read from the same text. */
  private boolean same;

  private boolean sound;
  private @Nullable LimitTable table;
  private boolean failed;
  private int mark;
  private long weight;

  /** When its last call came: a number that grows, and may overflow. */
  int use;

  /**
   * A shard that was not read.
   *
   * @param index of the shard
   * @param text its text
   * @param old the shard under the configuration before; null when there was none
   * @param sound whether that had the same text
   * @param same whether its limits are those of this text too
   */
  Shard(int index, Slice text, @Nullable Shard old, boolean sound, boolean same) {
    this.index = index;
    this.text = text;
    this.sound = sound;
    if (old != null) {
      this.before = old.latest();
      this.same = same && (old.table != null || old.same);
    }
  }

  /** Its number: that of {@link ResourceHash#shard}. */
  int index() {
    return index;
  }

  /** A number of rules, and rules. */
  Slice text() {
    return text;
  }

  /** The limits; null when the text was not read. */
  @Nullable LimitTable table() {
    return table;
  }

  /** The limits, or else those before; null when there are none. */
  @Nullable LimitTable latest() {
    LimitTable read = table;
    return read != null ? read : before;
  }

  /** The limits that were read before these. */
  LimitTable before() {
    LimitTable known = before;
    return known == null ? LimitTable.empty() : known;
  }

  /** Whether the text is known to be good. */
  boolean sound() {
    return sound;
  }

  /** The text is one that was found good. */
  void believe() {
    sound = true;
  }

  /** Whether the limits before are those of this text. */
  boolean unchanged() {
    return same && before != null;
  }

  /** Whether the text turned out to be bad when it was read at last. */
  boolean failed() {
    return failed;
  }

  /**
   * It was read.
   *
   * @param laid where in linear memory what it needs begins; it is laid down there again
   * @param bytes what its rules take as objects
   */
  void read(LimitTable limits, int laid, long bytes) {
    table = limits;
    before = null;
    mark = laid;
    weight = bytes;
  }

  /** Where what it needs begins; 0 when it was never read. */
  int mark() {
    return mark;
  }

  /** What its rules take as objects. */
  long weight() {
    return weight;
  }

  /** Whether it was read and can be read again. */
  boolean isForgettable() {
    return table != null && !failed;
  }

  /** Its rules are not known any more, until the next call comes for one; what they took. */
  long forget() {
    table = null;
    return weight;
  }

  /** It could not be read after all. */
  void fail(LimitTable instead) {
    failed = true;
    read(instead, mark, 0);
  }
}
