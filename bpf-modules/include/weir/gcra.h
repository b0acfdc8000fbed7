/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * The generic cell rate algorithm (ITU-T I.371, virtual scheduling) on one 64-bit word, so that a
 * compare-and-swap is all the locking it needs.
 *
 *   word = theoretical arrival time (TAT), 44 bits, modular | tag of the owner, 20 bits
 *
 * A word of 0 is a bucket never used. A TAT in the past says nothing: its bucket is full again.
 * Time runs in units of 2^shift ns that the rule chooses; 44 bits wrap, so a word left alone for
 * a whole period may be read as a debt of at most `horizon` (PERIOD in the README).
 *
 * Pure: no map, no clock, no BPF; a host compiler tests it.
 */
#ifndef WEIR_GCRA_H
#define WEIR_GCRA_H

#include <linux/types.h>

#define GCRA_TAG_BITS 20
#define GCRA_TAG_MASK ((1ULL << GCRA_TAG_BITS) - 1)

/* The limit, in units of time. */
struct gcra {
	__u64 cost;    /* one packet; where bytes are limited, one byte times 2^16 */
	__u64 burst;   /* what an idle owner may spend at once; 0 refuses everything */
	__u64 horizon; /* longest debt believed: burst, one packet, and the clock's skew */
};

/* How far the owner's TAT lies ahead of now. */
static inline __u64 gcra_debt(__u64 word, __u64 now, __u64 horizon)
{
	__u64 ahead = (word - (now << GCRA_TAG_BITS)) >> GCRA_TAG_BITS;

	return word == 0 || ahead > horizon ? 0 : ahead;
}

/*
 * The word after one more packet of this owner, or 0 when the packet does not conform. A packet
 * that costs more than the whole burst conforms to a full bucket and is paid off in full.
 */
static inline __u64 gcra_take(const struct gcra *limit, __u64 cost, __u64 debt, __u64 now,
			      __u64 tag)
{
	__u64 burst = limit->burst;
	__u64 need = cost < burst ? cost : burst;

	if (!burst || debt + need > burst)
		return 0;
	return (now + debt + cost) << GCRA_TAG_BITS | tag;
}

#endif
