package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import org.jspecify.annotations.Nullable;

/**
 * The shards that a VM has read last and found good, in shared data: one value per filter kind, of
 * at most the size of a configuration. A proxy tries every configuration in a VM of its own, which
 * begins with nothing; so does a worker's VM after a trap. What is there to the byte they need not
 * read again.
 */
final class KnownGood {

  private final Host host;
  private final Slice key;
  private final Slice value = new Slice();

  KnownGood(Host host, Dialect dialect) {
    this.host = host;
    this.key = host.constant(dialect.sharedPrefix() + "good");
  }

  /** What is known, until the buffers are rewound; null when there is nothing. */
  @Nullable ShardedText read() {
    return host.sharedData().get(key, value) == Status.OK
        ? ShardedText.at(host.memory(), value)
        : null;
  }

  /** Remembers shards that all have been found good; when it fails, they are read again. */
  void remember(ShardedText text) {
    host.sharedData().set(key, text.block(), SharedData.OVERWRITE);
  }

  /** Forgets: the next configuration is read whole. */
  void forget() {
    value.set(key.address(), 0);
    host.sharedData().set(key, value, SharedData.OVERWRITE);
  }
}
