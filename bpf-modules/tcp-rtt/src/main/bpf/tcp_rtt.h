/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/* What the program and its Java side agree on; dev.weir.tcp.rtt.Layouts mirrors it and is tested against BTF. */
#ifndef WEIR_TCP_RTT_H
#define WEIR_TCP_RTT_H

#include <linux/types.h>

/* A place is a way and a port: what came in to a port of this host, what goes out to one elsewhere. */
#define IN 0
#define OUT (1 << 16)
#define PLACES (2 << 16)

/* Sums over the connections of one place, those that have ended among them. */
struct place_sums {
	__u64 rtt;         /* round-trip times, microseconds */
	__u64 samples;     /* how many round-trip times */
	__u64 segments;    /* sent with data, retransmissions among them */
	__u64 retransmits; /* segments sent again, SYN and FIN among them */
};

/* On a socket. */
struct followed {
	__u32 place;
	__u32 segments; /* that are in the sums of its place */
};

struct shared {
	__u64 followed;   /* connections that came about, or were tried */
	__u64 ended;      /* of those: closed, reset or given up */
	__u64 unfollowed; /* that got no storage: their place lacks them */
};

#endif
