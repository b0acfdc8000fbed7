/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * Counts per source address, for the heaviest sources: a set-associative table that admits a
 * newcomer to a full set with probability 1 / (packets of its smallest + 1), after "Randomized
 * Admission Policy for Efficient Top-k and Frequency Estimation" (Ben Basat et al., INFOCOM 2017).
 * Who is counted here is counted exactly from its admission on, and what is not here is counted as
 * unplaced: entries and unplaced together are always all packets that have a source.
 *
 * Races: a packet may be counted for the entry's owner before or after the one that it belongs to
 * while an entry changes hands, and a source may have two entries of a set for a while. No packet
 * is lost or counted twice by either.
 */
#ifndef WEIR_SOURCES_H
#define WEIR_SOURCES_H

/* Sets in source_sets; a power of two, set by the loader. */
const volatile __u32 source_sets_count = 128;

/* The table; its seed is in shared. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 128);
	__type(key, __u32);
	__type(value, struct source_set);
} source_sets SEC(".maps");

/* The entry of the smallest count, if luck has it that this packet may take it; else -1. */
static __always_inline int admit(const struct source_set *set)
{
	__u64 least = ~0ULL;
	int i, way = 0;

#pragma unroll
	for (i = 0; i < SOURCE_WAYS; i++) {
		__u64 packets = READ_ONCE(set->count[i].packets);

		if (packets < least) {
			least = packets;
			way = i;
		}
	}
	if (least > 1ULL << 31)
		least = 1ULL << 31;
	return bpf_get_prandom_u32() * (least + 1) >> 32 ? -1 : way;
}

/* Makes the entry this source's own; what its owner before had becomes unplaced. */
static __always_inline int take_over(struct source_set *set, int way, __u64 old, __u64 tag,
				     const struct packet *p, struct shared *all)
{
	__u64 packets, bytes, found;

	way &= SOURCE_WAYS - 1;
	found = __sync_val_compare_and_swap(&set->tag[way], old, tag);
	if (found != old)
		return found == tag ? way : -1;
	set->address[way][0] = p->source[0];
	set->address[way][1] = p->source[1];
	if (!old)
		return way;
	packets = __sync_lock_test_and_set(&set->count[way].packets, 0);
	bytes = __sync_lock_test_and_set(&set->count[way].bytes, 0);
	__sync_fetch_and_add(&all->unplaced_packets, packets);
	__sync_fetch_and_add(&all->unplaced_bytes, bytes);
	__sync_fetch_and_add(&all->evictions, 1);
	return way;
}

static __always_inline int way_of(struct source_set *set, __u64 tag, const struct packet *p,
				  struct shared *all)
{
	int i, way, empty = -1;

#pragma unroll
	for (i = 0; i < SOURCE_WAYS; i++) {
		__u64 owner = READ_ONCE(set->tag[i]);

		if (owner == tag)
			return i;
		if (!owner && empty < 0)
			empty = i;
	}
	if (empty >= 0)
		return take_over(set, empty, 0, tag, p, all);
	way = admit(set);
	return way < 0 ? -1 : take_over(set, way, set->tag[way & (SOURCE_WAYS - 1)], tag, p, all);
}

static __always_inline void count_source(const struct packet *p, __u64 bytes, struct shared *all)
{
	__u64 hash = hash_address(p->source, all->seed);
	__u64 tag = p->family == 4 ? 1ULL << 63 | p->source[0] : (hash >> 1) | 1;
	__u32 at = hash & (source_sets_count - 1);
	struct source_set *set;
	int way;

	if (!p->family)
		return;
	set = bpf_map_lookup_elem(&source_sets, &at);
	if (!set)
		return;
	way = way_of(set, tag, p, all);
	if (way < 0) {
		__sync_fetch_and_add(&all->unplaced_packets, 1);
		__sync_fetch_and_add(&all->unplaced_bytes, bytes);
		return;
	}
	way &= SOURCE_WAYS - 1;
	__sync_fetch_and_add(&set->count[way].packets, 1);
	__sync_fetch_and_add(&set->count[way].bytes, bytes);
}

#endif
