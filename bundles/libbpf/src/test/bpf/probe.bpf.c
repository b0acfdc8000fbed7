// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Programs for the tests of loading and attaching. */
#include "weir/bpf.h"

const volatile __u64 step = 1;

struct tally {
	__u64 packets;
	__u64 bytes;
};

/* One tally, mapped. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct tally);
} tallies SEC(".maps");

/* Frames by length, a count for each CPU. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} lengths SEC(".maps");

char LICENSE[] SEC("license") = "Dual BSD/GPL";

static __always_inline void tally(__u64 bytes)
{
	__u32 zero = 0, length = bytes;
	struct tally *all = bpf_map_lookup_elem(&tallies, &zero);
	__u64 one = 1, *count = bpf_map_lookup_elem(&lengths, &length);

	if (all) {
		__sync_fetch_and_add(&all->packets, step);
		__sync_fetch_and_add(&all->bytes, bytes);
	}
	if (count)
		*count += 1;
	else
		bpf_map_update_elem(&lengths, &length, &one, BPF_ANY);
}

SEC("xdp")
int probe_xdp(struct xdp_md *ctx)
{
	tally(ctx->data_end - ctx->data);
	return XDP_PASS;
}

/* Of every packet that the kernel takes from an interface. */
SEC("tp_btf/netif_receive_skb")
int probe_trace(__u64 *ctx)
{
	(void)ctx;
	tally(1);
	return 0;
}

SEC("tc")
int probe_tc(struct __sk_buff *skb)
{
	tally(skb->len);
	return -1;
}
