/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * Sixty-four well mixed bits of an address and a secret seed: the finalizer of MurmurHash3
 * (Appleby, public domain) over both halves. Keyed so that a stranger cannot aim at a set; not a
 * cryptographic hash.
 */
#ifndef WEIR_HASH_H
#define WEIR_HASH_H

#include <linux/types.h>

static inline __u64 mix64(__u64 x)
{
	x ^= x >> 33;
	x *= 0xff51afd7ed558ccdULL;
	x ^= x >> 33;
	x *= 0xc4ceb9fe1a85ec53ULL;
	return x ^ x >> 33;
}

static inline __u64 hash_address(const __u64 address[2], __u64 seed)
{
	return mix64(address[0] ^ mix64(address[1] ^ seed));
}

#endif
