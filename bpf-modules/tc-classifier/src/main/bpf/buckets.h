/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * The buckets of all rules: sets of eight words in one array, a region of sets per rule.
 *
 * A newcomer takes the way with the least debt and inherits it. An idle way has none, so that
 * loses nothing; when all eight are in debt the newcomer starts with the smallest, and an evicted
 * source that comes back never finds a full bucket. With more busy sources than ways this refuses
 * some that are within their limit; it never admits one that is not.
 *
 * Races: who loses a compare-and-swap looks again. Who loses eight in a row is refused: eight
 * others were admitted meanwhile. Two sources of one set whose tags agree (1 in 2^20) share.
 */
#ifndef WEIR_BUCKETS_H
#define WEIR_BUCKETS_H

#define TRIES 8

#define TAKE_PASS 0
#define TAKE_INHERIT 1
#define TAKE_REFUSE 2

/* One set per rule index for limits over all sources, then the regions of limits per source. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, RULES);
	__type(key, __u32);
	__type(value, struct bucket_set);
} buckets SEC(".maps");

/* The owner's way, else the way with the least debt. */
static __always_inline int find_way(const struct bucket_set *set, __u64 tag, __u64 now,
				    __u64 horizon)
{
	__u64 least = ~0ULL;
	int i, way = 0;

#pragma unroll
	for (i = 0; i < WAYS; i++) {
		__u64 word = READ_ONCE(set->way[i]);
		__u64 debt = gcra_debt(word, now, horizon);

		if ((word & GCRA_TAG_MASK) == tag)
			return i;
		if (debt < least) {
			least = debt;
			way = i;
		}
	}
	return way;
}

/* Takes one unit of the owner's bucket. Global, so that the verifier walks it once, not per rule. */
__noinline int take(struct bucket_set *set, __u64 tag, __u64 now, const struct rule *rule)
{
	int i;

	if (!set || !rule)
		return TAKE_REFUSE;
#pragma clang loop unroll(disable)
	for (i = 0; i < TRIES; i++) {
		int way = find_way(set, tag, now, rule->limit.horizon) & (WAYS - 1);
		__u64 word = READ_ONCE(set->way[way]);
		__u64 debt = gcra_debt(word, now, rule->limit.horizon);
		__u64 next = gcra_take(&rule->limit, debt, now, tag);

		if (!next)
			return TAKE_REFUSE;
		if (__sync_val_compare_and_swap(&set->way[way], word, next) == word)
			return debt && (word & GCRA_TAG_MASK) != tag ? TAKE_INHERIT : TAKE_PASS;
	}
	return TAKE_REFUSE;
}

#endif
