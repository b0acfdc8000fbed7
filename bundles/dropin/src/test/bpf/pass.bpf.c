// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Counts what comes in and lets it pass. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile int step = 1;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} seen SEC(".maps");

SEC("tc")
int pass(struct __sk_buff *skb)
{
	__u32 zero = 0;
	__u64 *count = bpf_map_lookup_elem(&seen, &zero);

	(void)skb;
	if (count)
		__sync_fetch_and_add(count, step);
	return -1;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
