/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * Counts per protocol and port: a port gets a slot with its first packet and keeps it; each CPU
 * counts in its own row, with plain additions. XDP runs with bottom halves off, so nothing else
 * of this program runs on the CPU meanwhile and no count is lost.
 */
#ifndef WEIR_PORTS_H
#define WEIR_PORTS_H

/* Slots per CPU; set by the loader, with the sizes of port_names and port_counts. */
const volatile __u32 slots = 1024;

/* Slot of every port and protocol; written once per slot, by the packet that comes first. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, SLOT_TABLES);
	__type(key, __u32);
	__type(value, struct slot_table);
} port_slots SEC(".maps");

/* Whose a slot is: protocol << 16 | port, plus 1 so that 0 is nobody. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} port_names SEC(".maps");

/* Counts, at cpu * slots + slot. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, struct port_count);
} port_counts SEC(".maps");

/* What is not per CPU. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct shared);
} shared SEC(".maps");

/* Takes a free slot. Two CPUs may do so for one port: the later one's slot stays empty for good. */
static __noinline __u32 claim_slot(__u32 *cell, __u64 name, struct shared *all)
{
	__u64 *names;
	__u32 slot, first;

	if (READ_ONCE(all->claimed) + 1 >= slots)
		return SLOT_OVERFLOW;
	slot = __sync_fetch_and_add(&all->claimed, 1) + 1;
	if (slot >= slots)
		return SLOT_OVERFLOW;
	first = __sync_val_compare_and_swap(cell, 0, slot);
	if (first)
		return first;
	names = bpf_map_lookup_elem(&port_names, &slot);
	if (names)
		*names = name + 1;
	return slot;
}

static __always_inline __u32 slot_of(const struct packet *p, struct shared *all)
{
	__u32 table = p->protocol == PROTOCOL_TCP   ? SLOTS_TCP
		      : p->protocol == PROTOCOL_UDP ? SLOTS_UDP
						    : SLOTS_OTHER;
	__u16 at = table == SLOTS_OTHER ? p->protocol : p->port;
	struct slot_table *slots_of = bpf_map_lookup_elem(&port_slots, &table);
	__u32 slot;

	if (!slots_of)
		return SLOT_OVERFLOW;
	slot = READ_ONCE(slots_of->slot[at]);
	return slot ?: claim_slot(&slots_of->slot[at], (__u64)p->protocol << 16 | p->port, all);
}

static __always_inline void count_port(const struct packet *p, __u64 bytes, struct shared *all)
{
	__u32 at = bpf_get_smp_processor_id() * slots + slot_of(p, all);
	struct port_count *count = bpf_map_lookup_elem(&port_counts, &at);

	if (!count)
		return;
	count->packets++;
	count->bytes += bytes;
	count->connections += p->opens;
	count->resets += p->resets;
}

#endif
