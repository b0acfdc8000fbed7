/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/* What the limiting programs and their Java side agree on; dev.weir.traffic.Layouts mirrors it and is tested against BTF. */
#ifndef WEIR_TRAFFIC_LAYOUT_H
#define WEIR_TRAFFIC_LAYOUT_H

#include <linux/types.h>
#include "weir/gcra.h"

#define RULES 1024 /* of one bank, in order of precedence */
#define SLOTS 2048 /* of counts and state: those in force and a whole new set */
#define WORDS (RULES / 64)
#define HITS 32 /* most rules that one packet may match; the loader refuses more */
#define WAYS 8

/* Classes: packets with ports, or addresses, that no rule tells apart. */
#define CLASSES 2048
/* In an address table: the rest of the entry is the number of a block, not of a class. */
#define BLOCK 0x8000

/* Tables of ports. Of OTHER, the place is the protocol: what has no ports, later fragments, cut headers. */
#define KIND_TCP 0
#define KIND_OPENING 1 /* SYN without ACK */
#define KIND_UDP 2
#define KIND_OTHER 3
#define KINDS 4

/* Tables of addresses, by their first 16 bits. IPv6 has the same two after those of IPv4. */
#define SOURCE 0
#define DESTINATION 1
#define SIDES 2
#define ROOTS 4

/* A port class's summary: below, one bit per word of its rules that is not 0. */
#define NEEDS_SOURCE (1 << 16)
#define NEEDS_DESTINATION (1 << 17)
/* Set where the class has one rule alone: its index is in the bits from SOLE_SHIFT on. */
#define SOLE (1 << 18)
#define SOLE_SHIFT 19

#define METRIC_PACKETS 0
#define METRIC_BYTES 1

#define KEY_SOURCE 0 /* masked: source, source prefix */
#define KEY_FLOW 1
#define KEY_ALL 2 /* one bucket, of both versions of IP */
#define KEY_STEERED 3 /* the same, and the daemon sets the cost: steer.h */

#define CLOCK_TICK 0 /* a tick of the timer: nearly free */
#define CLOCK_EXACT 1

#define ACTION_NONE 0 /* conforms */
#define ACTION_DROP 1
#define ACTION_RESET 2
#define ACTION_MARK 3
#define ACTION_SHADOW 4

#define OVERFLOW_DENY 0
#define OVERFLOW_ADMIT 1

/* One limit; a cache line. Never changed while a bank with it is active, but for what steers it. */
struct rule {
	struct gcra limit;
	__u64 mask[2];   /* of an IPv6 source, or of an IPv4 source in the first; network byte order */
	__u32 mask4;
	__u32 first_set; /* of its buckets */
	__u32 set_mask;  /* its sets less one; a power of two less one */
	__u32 mark;
	__u16 slot;      /* of its counts */
	__u8 metric;
	__u8 key;
	__u8 clock;
	__u8 shift; /* unit of time: 2^shift ns */
	__u8 action;
	__u8 overflow;
};

/* Who a rule is; by it a daemon that comes back knows what is in force. */
struct identity {
	__u64 digest[2]; /* of all that the rule says: who has the same keeps state and counts */
	__s16 protocol;  /* −1 for any */
	__u16 first_port;
	__u16 last_port;
	__u8 outgoing;
	__u8 used;
};

/* One bit per rule of the bank. */
struct class {
	__u64 word[WORDS];
};

/* One whole set of rules. */
struct bank {
	__u16 port[KINDS][1 << 16];
	__u16 root[ROOTS][1 << 16];
	__u32 ports_summary[CLASSES];
	__u16 address_summary[SIDES][CLASSES];
	struct class ports[CLASSES];
	struct class addresses[SIDES][CLASSES];
	struct rule rule[RULES];
	struct identity identity[RULES];
};

/* What follows an entry with BLOCK, by the next eight bits of the address. */
struct address_block {
	__u16 next[256];
};

/* No map has it as its type, so that no BTF tells Java. */
_Static_assert(sizeof(struct address_block) == 512, "dev.weir.traffic.Layouts.ADDRESS_BLOCK");

struct control {
	__u64 seed;   /* random, set before the first packet, kept over a swap */
	__u64 active; /* which bank; only the loader writes */
};

/* Eight buckets whose owners have the same hash; one cache line. */
struct bucket_set {
	__u64 way[WAYS]; /* words of gcra.h */
};

/* One slot's counts on one CPU. */
struct rule_count {
	__u64 pass;
	__u64 block;
	__u64 inherited; /* newcomers to a full set, who took over the debt of another */
	__u64 crowded;   /* of those blocked: by the debt of another */
};

#endif
