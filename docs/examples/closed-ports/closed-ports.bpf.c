// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/*
 * Closes a range of TCP ports to new connections, whoever listens there: a caller gets
 * ECONNREFUSED. Connections that are there go on.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define TCP 6

/* Settings: the range. */
const volatile __u32 first_port = 9100;
const volatile __u32 last_port = 9199;

/* Connections that were refused. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} refused SEC(".maps");

SEC("sk_lookup")
int closed_ports(struct bpf_sk_lookup *ctx)
{
	__u32 zero = 0;
	__u64 *count;

	if (ctx->protocol != TCP || ctx->local_port < first_port || ctx->local_port > last_port)
		return SK_PASS;
	count = bpf_map_lookup_elem(&refused, &zero);
	if (count)
		__sync_fetch_and_add(count, 1);
	return SK_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
