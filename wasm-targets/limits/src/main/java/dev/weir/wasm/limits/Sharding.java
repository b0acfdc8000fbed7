package dev.weir.wasm.limits;

import dev.weir.wasm.limits.shard.ResourceHash;
import dev.weir.wasm.limits.shard.ShardNeeds;
import dev.weir.wasm.sdk.type.Slice;

/**
 * The part of a large configuration that is divided by resource into {@link ResourceHash#SHARDS}
 * shards, and what else decides whether a shard is good.
 *
 * @param code mark of the filter's code: what another code found good is not known to be good
 * @param pacing whether rules of shards may have calls wait
 * @param rules the text of the rules that are in no shard
 * @param lengths of the shards, in bytes
 * @param text of the shards, one behind the other
 * @param needs what they say that all their rules need together
 */
@SuppressWarnings("ArrayRecordComponent")
record Sharding(
    long code, boolean pacing, Slice rules, int[] lengths, Slice text, ShardNeeds needs) {}
