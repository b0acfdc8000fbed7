/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * Counts per source, an address or as much of it as names a network, for the heaviest sources: a set-associative table that admits a
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

/* Bits by which sources are told apart, and their masks in network order; set by the loader. */
const volatile __u32 prefix4 = 32;
const volatile __u32 prefix6 = 128;
const volatile __u32 mask4 = ~0U;
const volatile __u64 mask6_first = ~0ULL;
const volatile __u64 mask6_last = ~0ULL;

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
				     const __u64 source[2], struct shared *all)
{
	__u64 packets, bytes, found;

	way &= SOURCE_WAYS - 1;
	found = __sync_val_compare_and_swap(&set->tag[way], old, tag);
	if (found != old)
		return found == tag ? way : -1;
	set->address[way][0] = source[0];
	set->address[way][1] = source[1];
	if (!old)
		return way;
	packets = __sync_lock_test_and_set(&set->count[way].packets, 0);
	bytes = __sync_lock_test_and_set(&set->count[way].bytes, 0);
	__sync_fetch_and_add(&all->unplaced_packets, packets);
	__sync_fetch_and_add(&all->unplaced_bytes, bytes);
	__sync_fetch_and_add(&all->evictions, 1);
	return way;
}

static __always_inline int way_of(struct source_set *set, __u64 tag, const __u64 source[2],
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
		return take_over(set, empty, 0, tag, source, all);
	way = admit(set);
	return way < 0 ? -1 : take_over(set, way, set->tag[way & (SOURCE_WAYS - 1)], tag, source, all);
}

/* Who an entry belongs to, and by how many bits: entries of another prefix stay what they are. */
static __always_inline __u64 tag4(__u64 address)
{
	return TAG_IPV4 | (__u64)(32 - prefix4) << TAG_IPV4_SHIFT | address;
}

static __always_inline __u64 tag6(__u64 hash)
{
	return (__u64)(128 - prefix6) << TAG_IPV6_SHIFT | hash >> 8 | 1;
}

static __always_inline void count_source(const struct packet *p, __u64 bytes, struct shared *all)
{
	const __u64 source[2] = {
		p->source[0] & (p->family == 4 ? mask4 : mask6_first),
		p->source[1] & mask6_last,
	};
	__u64 hash = hash_address(source, all->seed);
	__u64 tag = p->family == 4 ? tag4(source[0]) : tag6(hash);
	__u32 at = hash & (source_sets_count - 1);
	struct source_set *set;
	int way;

	if (!p->family)
		return;
	set = bpf_map_lookup_elem(&source_sets, &at);
	if (!set)
		return;
	way = way_of(set, tag, source, all);
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
