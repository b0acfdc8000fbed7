// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* A program of a chain: counts what it meets under the number of its version. */
#include "weir/bpf.h"
#include "weir/chain.h"

#define VERSIONS 256

const volatile __u32 version = 0;
const volatile __u32 dropping = 0;

/* Packets by version, mapped. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, VERSIONS);
	__type(key, __u32);
	__type(value, __u64);
} met SEC(".maps");

char LICENSE[] SEC("license") = "Dual BSD/GPL";

SEC("xdp")
int chained(struct xdp_md *ctx)
{
	__u32 key = version % VERSIONS;
	__u64 *count = bpf_map_lookup_elem(&met, &key);

	if (count)
		__sync_fetch_and_add(count, 1);
	return dropping ? XDP_DROP : pass_on(ctx);
}
