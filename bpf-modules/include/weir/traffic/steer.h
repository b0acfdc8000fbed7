/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * Rules that the daemon steers: it evaluates them (warm-up, memory, load, breakers) and stores what
 * one packet costs, eight bytes of a rule in force. Their burst is one interval, whatever it costs.
 *
 * With each store comes the time. When none has come for STEER_NANOS the daemon is gone or stuck,
 * and the limit that the rule itself says holds. Such a rule has one bucket and no use for a mask,
 * so the two words of the mask are these.
 *
 * Race: a packet may see the new cost and the old time; that matters only to the first store after
 * a silence, and for as long as two stores take.
 */
#ifndef WEIR_TRAFFIC_STEER_H
#define WEIR_TRAFFIC_STEER_H

#include "layout.h"

#define STEER_HEARD 0 /* mask[]: when the daemon last stored, CLOCK_MONOTONIC in nanoseconds */
#define STEER_STATIC 1 /* mask[]: the cost that holds when it does not */

/* How long the daemon may be silent. */
#define STEER_NANOS 5000000000LL

/* A cost that no bucket can pay; a cost of 0 is always paid. */
#define COST_CLOSED (~0ULL)

static __always_inline __u64 steered_cost(const struct rule *rule, __u64 now)
{
	__s64 silent = now - READ_ONCE(rule->mask[STEER_HEARD]);

	return silent > STEER_NANOS ? rule->mask[STEER_STATIC] : READ_ONCE(rule->limit.cost);
}

#endif
