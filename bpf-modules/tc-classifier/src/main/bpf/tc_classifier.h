/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/* What the classifier and its Java side agree on; Layouts.java mirrors it and is tested against the object's BTF. */
#ifndef WEIR_TC_CLASSIFIER_H
#define WEIR_TC_CLASSIFIER_H

#include <linux/types.h>
#include "weir/gcra.h"

/* Rule indexes per bank. At most half are in force, so that a whole new set finds unused ones. */
#define RULES 1024
#define RULES_PER_PORT 4
#define WAYS 8

#define PROTOCOLS 2 /* 0 TCP, 1 UDP */

#define METRIC_CONNECTIONS 0
#define METRIC_PACKETS 1

#define PER_ALL 0
#define PER_SOURCE 1

#define CLOCK_COARSE 0 /* a tick of the timer; half the price */
#define CLOCK_EXACT 1

/* One limit; 64 bytes. Never changed while a bank with it is active. */
struct rule {
	struct gcra limit;
	__u64 digest[2]; /* of the rule's text: who has the same keeps state and counts */
	__u32 first_set; /* of its buckets */
	__u32 set_mask;  /* its sets less one; a power of two less one */
	__u16 port;
	__u8 protocol;
	__u8 metric;
	__u8 per;
	__u8 clock;
	__u8 shift; /* unit of time: 2^shift ns */
	__u8 used;
	__u64 reserved;
};

/* One whole set of rules. Four rule indexes plus one per port, lowest first; 0 ends the list. */
struct bank {
	__u64 port[PROTOCOLS][1 << 16];
	struct rule rule[RULES];
};

struct control {
	__u64 seed;   /* random, set before the first packet, kept over a swap */
	__u64 active; /* which bank; only the loader writes */
};

/* Eight buckets whose owners have the same hash; one cache line. */
struct bucket_set {
	__u64 way[WAYS]; /* words of gcra.h */
};

/* One rule's counts on one CPU. */
struct rule_count {
	__u64 pass;
	__u64 block;
	__u64 inherited; /* newcomers to a full set, who took over the debt of another */
	__u64 reserved;
};

#endif
