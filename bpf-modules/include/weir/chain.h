/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * XDP has room for one program on an interface. Weir's form a chain: the interface's link runs the
 * first, and each hands a packet that it lets pass on to the next by a tail call.
 *
 * An element of the array belongs to the program in front of it: it holds who comes next. So every
 * change is one store: a new version, a newcomer, one that goes. A packet that is on its way meets
 * the chain as it was or as it is. The index is a constant to the verifier, so that the call is a
 * jump that the kernel writes into the code, and none where nobody comes next.
 *
 * A program that is loaded alone has nobody behind it and passes.
 */
#ifndef WEIR_CHAIN_H
#define WEIR_CHAIN_H

#include "weir/bpf.h"

#define CHAIN_SLOTS 16

/* Who comes after the program of a place. */
struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, CHAIN_SLOTS);
	__type(key, __u32);
	__type(value, __u32);
} chain_programs SEC(".maps");

/* This program's place; the loader sets it. */
const volatile __u32 chain_slot = 0;

/* Passes the packet, or has the next program decide; does not come back from there. */
static __always_inline int pass_on(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &chain_programs, chain_slot);
	return XDP_PASS;
}

#endif
