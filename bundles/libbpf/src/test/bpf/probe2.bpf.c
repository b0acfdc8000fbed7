// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* A later version of probe: its tally means something else, its lengths are the same. */
#include "weir/bpf.h"

struct tally {
	__u64 frames;
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

SEC("xdp")
int probe_xdp(struct xdp_md *ctx)
{
	__u32 zero = 0;
	struct tally *all = bpf_map_lookup_elem(&tallies, &zero);
	__u64 *count = bpf_map_lookup_elem(&lengths, &zero);

	if (all)
		__sync_fetch_and_add(&all->frames, 1);
	return count && *count == ctx->data_end - ctx->data ? XDP_DROP : XDP_PASS;
}
