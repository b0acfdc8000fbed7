/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * The buckets of all rules: sets of eight words in one array, a region of sets per rule.
 *
 * A newcomer takes the way with the least debt and inherits it. An idle way has none, so that
 * loses nothing; when all eight are in debt the newcomer starts with the smallest, and an evicted
 * source that comes back never finds a full bucket. With more busy sources than ways this refuses
 * some that are within their limit; it never admits one that is not. A rule that would rather
 * admit (OVERFLOW_ADMIT) gives the newcomer a full bucket.
 *
 * Races: who loses a compare-and-swap looks at the way again, whoever it belongs to now, and so
 * inherits at most too much. Who loses eight in a row is refused: eight others were admitted
 * meanwhile. Two owners of one set whose tags agree (1 in 2^20) share.
 */
#ifndef WEIR_TRAFFIC_BUCKETS_H
#define WEIR_TRAFFIC_BUCKETS_H

#include "weir/forget.h"
#include "maps.h"

#define TRIES 8

#define TAKE_PASS 0
#define TAKE_INHERIT 1
#define TAKE_REFUSE 2
#define TAKE_CROWDED 3 /* refused, by the debt of another */

/* What one packet asks of a bucket, in the rule's units. */
struct request {
	__u64 cost;
	__u64 now;
	__u64 tag;
};

/* The owner's way, else the way with the least debt. */
static __always_inline int find_way(const struct bucket_set *set, const struct request *ask,
				    __u64 horizon)
{
	__u64 least = ~0ULL;
	int i, way = 0;

#pragma unroll
	for (i = 0; i < WAYS; i++) {
		__u64 word = READ_ONCE(set->way[i]);
		__u64 debt = gcra_debt(word, ask->now, horizon);

		if ((word & GCRA_TAG_MASK) == ask->tag)
			return i;
		if (debt < least) {
			least = debt;
			way = i;
		}
	}
	return way;
}

#define TAKE_AGAIN (-1)

/* One attempt to take what the packet asks of a way; TAKE_AGAIN when it has changed meanwhile. */
static __always_inline int take_once(__u64 *way, const struct rule *rule, const struct request *ask)
{
	__u64 word = READ_ONCE(*way);
	__u64 debt = gcra_debt(word, ask->now, rule->limit.horizon);
	int others = debt && (word & GCRA_TAG_MASK) != ask->tag;
	__u64 next;

	if (others && rule->overflow == OVERFLOW_ADMIT)
		debt = 0;
	next = gcra_take(&rule->limit, ask->cost, debt, ask->now, ask->tag);
	if (!next)
		return others ? TAKE_CROWDED : TAKE_REFUSE;
	if (__sync_val_compare_and_swap(way, word, next) != word)
		return TAKE_AGAIN;
	return others ? TAKE_INHERIT : TAKE_PASS;
}

/* The attempts after the first. Global, as it is rare: verified once. */
__noinline int take_again(struct bucket_set *set, const struct rule *rule,
			  const struct request *ask, __u32 way)
{
	int i, taken;

	if (!set || !rule || !ask)
		return TAKE_REFUSE;
#pragma clang loop unroll(disable)
	for (i = 1; i < TRIES; i++) {
		taken = FORGET(take_once(&set->way[way & (WAYS - 1)], rule, ask));
		if (taken != TAKE_AGAIN)
			return taken;
	}
	return TAKE_REFUSE;
}

/* Takes what the packet asks of the owner's bucket. */
static __always_inline int take(struct bucket_set *set, const struct rule *rule,
				const struct request *ask)
{
	__u32 way = FORGET(find_way(set, ask, rule->limit.horizon));
	int taken = FORGET(take_once(&set->way[way & (WAYS - 1)], rule, ask));

	return taken == TAKE_AGAIN ? take_again(set, rule, ask, way) : taken;
}

#endif
