/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/* What the guard and its Java side agree on; dev.weir.connection.guard.Layouts mirrors it and is tested against BTF. */
#ifndef WEIR_CONNECTION_GUARD_H
#define WEIR_CONNECTION_GUARD_H

#include <linux/types.h>

/* A place is a way and a port: what comes in to a port of this host, what goes out to one elsewhere. */
#define IN 0
#define OUT (1 << 16)
#define PLACES (2 << 16)

/*
 * Connections of a place, or of one peer at it, in one word for a compare-and-swap:
 *
 *   open, 32 bits | time of the last arrival, 8 bits | pending now, 12 bits | pending before, 12 bits
 *
 * Pending are connections that were let in and have not come about yet. They are forgotten after
 * one to two periods of 2^30 ns, for nobody tells when a handshake is given up.
 */
#define PENDING_BITS 12
#define PENDING_MASK ((1ULL << PENDING_BITS) - 1)
#define OPEN_SHIFT 32
#define PERIOD_SHIFT 24
#define PERIOD_NANOS_LOG2 30
#define DEAD (~0ULL) /* a peer's word that is being deleted */

/* Rules of one place; written by the daemon. */
struct limit {
	__u32 most;     /* connections at once */
	__u32 per_peer; /* of one peer */
	__u8 limited;   /* whether most means anything */
	__u8 peers_limited;
	__u8 shadow;    /* count what would be refused, and let it pass */
	__u8 shut;      /* refuse all but peers on the loopback: the hook is gone */
	__u8 reserved[4];
};

/* What is and was at one place. */
struct place_state {
	__u64 word;
	__u64 opened;  /* that came about */
	__u64 closed;
	__u64 refused; /* or, of a shadow rule, would have been */
};

struct peer {
	__u64 address[2]; /* network byte order; IPv4 is { address, 0 } */
	__u32 place;
	__u32 reserved;
};

/* On a socket: what it holds, to be given back once. */
struct held {
	struct peer peer;
	__u32 holds; /* 1 while it counts */
	__u32 by_peer;
};

struct shared {
	__u64 peer_overflow; /* peers that found no room: not limited */
	__u64 late;          /* came about after their admission had been forgotten, beyond the limit */
};

#endif
