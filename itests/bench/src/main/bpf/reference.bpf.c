// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* What Weir's programs are measured against: nothing at all, and the plainest counter by port. */
#include "weir/bpf.h"

/* Of tcx, since Linux 6.6; older headers do not name it. */
#define NEXT (-1)

/* Ethernet, IPv4 without options: where the ports of UDP and TCP begin. */
#define DESTINATION_PORT (14 + 20 + 2)

/* Packets by destination port, as a first program would count them. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u16);
	__type(value, __u64);
} ports SEC(".maps");

static __always_inline void count(const void *data, const void *end)
{
	const __u16 *port = data + DESTINATION_PORT;
	__u64 one = 1, *packets;

	if ((const void *)(port + 1) > end)
		return;
	packets = bpf_map_lookup_elem(&ports, port);
	if (packets)
		++*packets;
	else
		bpf_map_update_elem(&ports, port, &one, BPF_NOEXIST);
}

SEC("xdp")
int xdp_floor(struct xdp_md *ctx)
{
	(void)ctx;
	return XDP_PASS;
}

SEC("xdp")
int xdp_hash(struct xdp_md *ctx)
{
	count((const void *)(long)ctx->data, (const void *)(long)ctx->data_end);
	return XDP_PASS;
}

SEC("tc")
int tc_floor(struct __sk_buff *skb)
{
	(void)skb;
	return NEXT;
}

SEC("tc")
int tc_hash(struct __sk_buff *skb)
{
	count((const void *)(long)skb->data, (const void *)(long)skb->data_end);
	return NEXT;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
