/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * Which rules a packet matches, at a cost that does not grow with their number: aggregated bit
 * vectors (Baboescu and Varghese, SIGCOMM 2001) over classes of ports, sources and destinations.
 *
 * A table gives the packet's class in each dimension; a class has one bit per rule, and a summary
 * with one bit per word of them that is not 0. Ports are looked up directly, addresses in steps of
 * 16, 8, 8, … bits. Rules without addresses cost no look at addresses.
 */
#ifndef WEIR_TRAFFIC_MATCH_H
#define WEIR_TRAFFIC_MATCH_H

#include "weir/packet.h"
#include "maps.h"

/* Blocks of the address tables of one bank. */
const volatile __u32 blocks_per_bank = 1;

/* The rules that a packet may match: the bits that are set in all three classes. */
struct candidates {
	__u32 bank;
	__u32 words; /* that may not be 0 */
	__u32 ports;
	__u32 sources;      /* NONE where no rule of the port looks at it */
	__u32 destinations; /* NONE, too */
};

#define NONE CLASSES

static __always_inline __u32 port_class(const struct bank *bank, const struct packet *p)
{
	__u32 kind = KIND_OTHER, at = p->protocol;

	if (p->ported) {
		kind = p->protocol == PROTOCOL_UDP ? KIND_UDP : p->opens ? KIND_OPENING : KIND_TCP;
		at = p->port;
	}
	return bank->port[kind & (KINDS - 1)][at & 0xffff] & (CLASSES - 1);
}

/* Walks the table of one side of one family; first_block is of this bank. */
static __always_inline __u32 address_class(const __u16 *root, const __u64 address[2], int bytes,
					   __u32 first_block)
{
	const __u8 *byte = (const __u8 *)address;
	__u32 entry = root[byte[0] << 8 | byte[1]];
	int i;

#pragma clang loop unroll(disable)
	for (i = 2; i < bytes && entry & BLOCK; i++) {
		__u32 at = first_block + (entry & (BLOCK - 1));
		const struct address_block *block = bpf_map_lookup_elem(&address_blocks, &at);

		if (!block)
			return 0;
		entry = block->next[byte[i & 15]];
	}
	return entry & (CLASSES - 1);
}

static __always_inline __u32 narrow(struct candidates *found, const struct bank *bank,
				    const struct packet *p, __u32 side)
{
	const __u64 *address = side == SOURCE ? p->source : p->destination;
	__u32 first_block = found->bank * blocks_per_bank;
	__u32 class;

	if (p->family == 4)
		class = address_class(bank->root[side], address, 4, first_block);
	else
		class = address_class(bank->root[SIDES + side], address, 16, first_block);
	found->words &= bank->address_summary[side][class];
	return class;
}

/* Whether there is any rule to look at. */
static __always_inline int match(struct candidates *found, const struct bank *bank,
				 const struct packet *p)
{
	__u32 summary;

	found->ports = port_class(bank, p);
	found->sources = found->destinations = NONE;
	summary = bank->ports_summary[found->ports];
	if (!summary)
		return 0;
	found->words = summary & 0xffff;
	if (summary & NEEDS_SOURCE)
		found->sources = narrow(found, bank, p, SOURCE);
	if (summary & NEEDS_DESTINATION)
		found->destinations = narrow(found, bank, p, DESTINATION);
	return found->words != 0;
}

/* The rules of one word. */
static __always_inline __u64 rules_of(const struct candidates *found, const struct bank *bank,
				      __u32 word)
{
	__u64 bits = bank->ports[found->ports & (CLASSES - 1)].word[word];

	if (found->sources < NONE)
		bits &= bank->addresses[SOURCE][found->sources & (CLASSES - 1)].word[word];
	if (found->destinations < NONE)
		bits &= bank->addresses[DESTINATION][found->destinations & (CLASSES - 1)].word[word];
	return bits;
}

#endif
