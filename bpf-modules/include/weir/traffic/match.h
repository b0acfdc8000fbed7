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
	__u32 summary; /* of the class of ports */
	__u32 words;   /* that may not be 0 */
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

/* One step on by a byte of the address; to_class when there is no further block. */
#define STEP(i)                                                                  \
	do {                                                                     \
		__u64 at = first_block + (entry & (BLOCK - 1));                  \
                                                                                 \
		if (i >= bytes || !(entry & BLOCK))                              \
			goto to_class;                                           \
		KEEP(at);                                                        \
		if (at >= 2 * blocks_per_bank)                                   \
			return 0;                                                \
		entry = blocks[at].next[((const __u8 *)address)[i]];             \
	} while (0)

/*
 * Walks the table of one side of one family; first_block is of this bank. Written out step by step:
 * clang does not unroll it, and the loop costs an IPv6 packet 6 ns.
 */
static __always_inline __u32 address_class(const __u16 *root, const __u64 address[2], int bytes,
					   const struct address_block *blocks, __u32 first_block)
{
	__u32 entry = root[((const __u8 *)address)[0] << 8 | ((const __u8 *)address)[1]];

	STEP(2);
	STEP(3);
	STEP(4);
	STEP(5);
	STEP(6);
	STEP(7);
	STEP(8);
	STEP(9);
	STEP(10);
	STEP(11);
	STEP(12);
	STEP(13);
	STEP(14);
	STEP(15);
to_class:
	return entry & (CLASSES - 1);
}

static __always_inline __u32 narrow(const struct candidates *found, const struct bank *bank,
				    const struct packet *p, __u32 side)
{
	const __u64 *address = side == SOURCE ? p->source : p->destination;
	__u32 first_block = found->bank * blocks_per_bank, zero = 0;
	const struct address_block *blocks = bpf_map_lookup_elem(&address_blocks, &zero);

	if (!blocks)
		return 0;
	if (p->family == 4)
		return address_class(bank->root[side], address, 4, blocks, first_block);
	return address_class(bank->root[SIDES + side], address, 16, blocks, first_block);
}

/* Whether there may be a rule: finds the classes. */
static __always_inline int match(struct candidates *found, const struct bank *bank,
				 const struct packet *p)
{
	found->ports = port_class(bank, p);
	found->sources = found->destinations = NONE;
	found->summary = bank->ports_summary[found->ports];
	if (!found->summary)
		return 0;
	if (found->summary & NEEDS_SOURCE)
		found->sources = narrow(found, bank, p, SOURCE);
	if (found->summary & NEEDS_DESTINATION)
		found->destinations = narrow(found, bank, p, DESTINATION);
	return 1;
}

/* Whether a class of addresses has the rule; where none was looked for, it has all. */
static __always_inline int has(const struct bank *bank, __u32 side, __u32 class, __u32 index)
{
	if (class == NONE)
		return 1;
	return bank->addresses[side][class & (CLASSES - 1)].word[index >> 6 & (WORDS - 1)] >>
		       (index & 63) & 1;
}

/* The words that may not be 0, by the summaries. */
static __always_inline __u32 words_of(const struct candidates *found, const struct bank *bank)
{
	__u32 words = found->summary & 0xffff;

	if (found->sources < NONE)
		words &= bank->address_summary[SOURCE][found->sources & (CLASSES - 1)];
	if (found->destinations < NONE)
		words &= bank->address_summary[DESTINATION][found->destinations & (CLASSES - 1)];
	return words;
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
