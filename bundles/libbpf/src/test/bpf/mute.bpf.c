// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* A program that knows of no chain, and one for tc. */
#include "weir/bpf.h"

/* Packets, mapped. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} met SEC(".maps");

char LICENSE[] SEC("license") = "Dual BSD/GPL";

static __always_inline void meet(void)
{
	__u32 zero = 0;
	__u64 *count = bpf_map_lookup_elem(&met, &zero);

	if (count)
		__sync_fetch_and_add(count, 1);
}

SEC("xdp")
int mute(struct xdp_md *ctx)
{
	(void)ctx;
	meet();
	return XDP_PASS;
}

SEC("tc")
int chained_tc(struct __sk_buff *skb)
{
	(void)skb;
	meet();
	return -1;
}
