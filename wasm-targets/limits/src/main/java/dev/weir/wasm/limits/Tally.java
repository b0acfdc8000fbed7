package dev.weir.wasm.limits;

import dev.weir.wasm.limits.shard.ResourceHash;
import dev.weir.wasm.sdk.text.Utf8;
import org.jspecify.annotations.Nullable;

/** What a worker has counted of one resource and not yet put where all workers' counts lie. */
final class Tally {

  /** It was not looked for in its page. */
  static final int UNKNOWN = -1;

  /** There is no room for it in its page. */
  static final int NOWHERE = -2;

  final String resource;
  final int hash;
  final int nameLength;
  final long[] counts = new long[LedgerFormat.COUNTS];

  /** Offset in its page, or {@link #UNKNOWN} or {@link #NOWHERE}. */
  int offset = UNKNOWN;

  /** Whether there is anything in it. */
  boolean changed;

  /** Another one of the same page that has changed. */
  @Nullable Tally next;

  Tally(String resource) {
    this.resource = resource;
    this.hash = ResourceHash.of(resource);
    this.nameLength = Utf8.length(resource);
  }
}
