/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/* What the XDP counter and its Java side agree on; Layouts.java mirrors it and is tested against the object's BTF. */
#ifndef WEIR_XDP_COUNTER_H
#define WEIR_XDP_COUNTER_H

#include <linux/types.h>

/* Indexes of port_slots: who has which slot. */
#define SLOTS_TCP 0   /* by destination port */
#define SLOTS_UDP 1   /* by destination port */
#define SLOTS_OTHER 2 /* by protocol, NOT_IP, BAD_IP */
#define SLOT_TABLES 3

/* Slot 0 counts what found no slot of its own. */
#define SLOT_OVERFLOW 0

#define SOURCE_WAYS 8

/*
 * A tag of IPv4: bit 63, how many bits of the address do not count, the address.
 * A tag of IPv6: how many bits of the address do not count, a hash of it.
 */
#define TAG_IPV4 (1ULL << 63)
#define TAG_IPV4_SHIFT 32 /* 5 bits */
#define TAG_IPV6_SHIFT 56 /* 7 bits */

/* 0 where nobody has asked yet. */
struct slot_table {
	__u32 slot[1 << 16];
};

/* One slot's counts on one CPU; 32 bytes, so that none straddles a cache line. */
struct port_count {
	__u64 packets;
	__u64 bytes; /* from the network header on */
	__u64 connections;
	__u64 resets;
};

struct source_count {
	__u64 packets;
	__u64 bytes;
};

/* Eight sources whose hash is the same; the tags lie in one cache line. */
struct source_set {
	__u64 tag[SOURCE_WAYS]; /* 0: free */
	struct source_count count[SOURCE_WAYS];
	__u64 address[SOURCE_WAYS][2]; /* network byte order; IPv4 is { address, 0 } */
};

struct shared {
	__u64 seed;            /* random, set before the first packet, kept over a swap */
	__u64 claimed;         /* slots asked for so far; may exceed what there is */
	__u64 evictions;       /* sources that made room for another */
	__u64 unplaced_packets; /* of sources that have no entry, or lost it */
	__u64 unplaced_bytes;
};

#endif
