/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/* The maps of a limiting program. They are one state: all are used again at a take-over, or none. */
#ifndef WEIR_TRAFFIC_MAPS_H
#define WEIR_TRAFFIC_MAPS_H

#include "weir/bpf.h"
#include "layout.h"

/* Which bank is in force, and the secret of the hash. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct control);
} control SEC(".maps");

/* Two whole sets of rules; the loader writes the one that is not active, then switches. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, struct bank);
} banks SEC(".maps");

/*
 * Address tables beyond 16 bits: the first bank's blocks, then as many of the second. One value, as
 * large as the loader says: a step from block to block is then one load, not a look into a map.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, 2 * sizeof(struct address_block));
} address_blocks SEC(".maps");

/* One set per slot for limits over all sources, then the regions of the others. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, SLOTS);
	__type(key, __u32);
	__type(value, struct bucket_set);
} buckets SEC(".maps");

/* What each rule did, at cpu * SLOTS + slot: a row per CPU, plain additions, bottom halves off. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, SLOTS);
	__type(key, __u32);
	__type(value, struct rule_count);
} rule_counts SEC(".maps");

#endif
