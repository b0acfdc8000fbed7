package dev.weir.wasm.limits;

import dev.weir.wasm.limits.shard.ResourceHash;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import org.jspecify.annotations.Nullable;

/**
 * The shards of a configuration in linear memory, as one block that has no addresses in it: it
 * means the same wherever it is copied to.
 *
 * <pre>
 * 0      the mark of the code, 8 bytes
 * 8      whether rules pace, 4 bytes
 * 12     length of the rules that are in no shard, 4 bytes
 * 16     lengths of the shards, 4 bytes each
 * 1040   those rules, then the shards
 * </pre>
 */
final class ShardedText {

  private static final int PACING = 8;
  private static final int RULES = 12;
  private static final int LENGTHS = 16;
  private static final int TEXT = LENGTHS + 4 * ResourceHash.SHARDS;

  private final Memory memory;
  private final Slice block;
  private final int[] starts = new int[ResourceHash.SHARDS + 1];

  private ShardedText(Memory memory, Slice block) {
    this.memory = memory;
    this.block = block;
    starts[0] = block.address() + TEXT + rulesLength();
    for (int i = 0; i < ResourceHash.SHARDS; i++) {
      starts[i + 1] = starts[i] + memory.load32(block.address() + LENGTHS + 4 * i);
    }
  }

  /** How many bytes the block takes. */
  static int bytes(Sharding sharding) {
    return TEXT + sharding.rules().length() + sharding.text().length();
  }

  /** Writes it; there are {@link #bytes}. */
  static ShardedText write(Memory memory, int address, Sharding from) {
    memory.store64(address, from.code());
    memory.store32(address + PACING, from.pacing() ? 1 : 0);
    memory.store32(address + RULES, from.rules().length());
    for (int i = 0; i < ResourceHash.SHARDS; i++) {
      memory.store32(address + LENGTHS + 4 * i, from.lengths()[i]);
    }
    memory.copy(from.rules().address(), address + TEXT, from.rules().length());
    int shards = address + TEXT + from.rules().length();
    memory.copy(from.text().address(), shards, from.text().length());
    return new ShardedText(memory, new Slice(address, bytes(from)));
  }

  /** What somebody wrote there; null when nobody can have written that. */
  static @Nullable ShardedText at(Memory memory, Slice block) {
    if (block.length() < TEXT) {
      return null;
    }
    long length = TEXT;
    for (int at = RULES; at < TEXT; at += 4) {
      int part = memory.load32(block.address() + at);
      if (part < 0) {
        return null;
      }
      length += part;
    }
    return length == block.length() ? new ShardedText(memory, block) : null;
  }

  /** All of it. */
  Slice block() {
    return block;
  }

  /** The text of a shard. */
  Slice shard(int index) {
    return new Slice(starts[index], starts[index + 1] - starts[index]);
  }

  /** How many bytes all shards have. */
  int shardBytes() {
    return starts[ResourceHash.SHARDS] - starts[0];
  }

  /** Whether what applies to all shards is the same: the code, and whether rules may pace. */
  boolean comparable(ShardedText other) {
    return memory.load64(block.address()) == memory.load64(other.block.address())
        && memory.load32(block.address() + PACING) == memory.load32(other.block.address() + PACING);
  }

  /** Whether the rules that are in no shard are the same, to the byte. */
  boolean sameRules(ShardedText other) {
    return rulesLength() == other.rulesLength()
        && LimitTable.equal(
            memory, block.address() + TEXT, other.block.address() + TEXT, rulesLength());
  }

  /** Whether a shard is the same, to the byte. */
  boolean sameShard(ShardedText other, int index) {
    int length = starts[index + 1] - starts[index];
    return length == other.starts[index + 1] - other.starts[index]
        && LimitTable.equal(memory, starts[index], other.starts[index], length);
  }

  private int rulesLength() {
    return memory.load32(block.address() + RULES);
  }
}
