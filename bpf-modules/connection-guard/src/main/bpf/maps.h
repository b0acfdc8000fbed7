/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/* The maps of the guard. They are one state: all are used again at a take-over, or none. */
#ifndef WEIR_CONNECTION_MAPS_H
#define WEIR_CONNECTION_MAPS_H

#include "count.h"

/* What rules allow, by place; the daemon writes it. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, PLACES);
	__type(key, __u32);
	__type(value, struct limit);
} limits SEC(".maps");

/* What is there, by place. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, PLACES);
	__type(key, __u32);
	__type(value, struct place_state);
} places SEC(".maps");

/* Words of the peers of places that limit by peer. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, struct peer);
	__type(value, __u64);
} peers SEC(".maps");

/* What each socket holds. */
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct held);
} sockets SEC(".maps");

/* What could not be done exactly. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct shared);
} shared SEC(".maps");

#endif
