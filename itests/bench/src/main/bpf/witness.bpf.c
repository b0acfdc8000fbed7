// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Counts the datagrams to a port that everything before it has let through. */
#include "weir/packet.h"

/* Of tcx, since Linux 6.6; older headers do not name it. */
#define NEXT (-1)

char LICENSE[] SEC("license") = "Dual BSD/GPL";

const volatile __u32 port = 0;

/* How many. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} seen SEC(".maps");

SEC("tc")
int witness(struct __sk_buff *skb)
{
	__u32 zero = 0;
	__u64 *count = bpf_map_lookup_elem(&seen, &zero);
	struct packet p;

	parse(&p, (const void *)(long)skb->data, (const void *)(long)skb->data_end);
	if (count && p.protocol == PROTOCOL_UDP && p.port == port)
		__sync_fetch_and_add(count, 1);
	return NEXT;
}
