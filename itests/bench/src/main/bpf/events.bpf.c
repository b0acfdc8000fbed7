// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/*
 * What is not a packet: the events of sockets, and the kernel's tracepoints. One program does
 * nothing and one reads what there is, at each place; the kernel times them on real traffic.
 */
#include "weir/bpf.h"

#define SINK(value) asm volatile("" : : "r"(value))

/* The fields of the kernel's packet that are read; where they are is found by its BTF. */
struct sk_buff {
	unsigned int len;
	__u16 network_header;
	unsigned char *head;
} __attribute__((preserve_access_index));

SEC("sockops")
int ops_nothing(struct bpf_sock_ops *ctx)
{
	(void)ctx;
	return 1;
}

SEC("sockops")
int ops_connection(struct bpf_sock_ops *ctx)
{
	SINK(ctx->op);
	SINK(ctx->remote_ip4);
	SINK(ctx->local_port);
	SINK(ctx->remote_port);
	SINK(ctx->srtt_us);
	SINK(ctx->total_retrans);
	return 1;
}

SEC("cgroup/connect4")
int connect_nothing(struct bpf_sock_addr *ctx)
{
	(void)ctx;
	return 1;
}

SEC("cgroup/connect4")
int connect_connection(struct bpf_sock_addr *ctx)
{
	SINK(ctx->user_ip4);
	SINK(ctx->user_port);
	SINK(ctx->protocol);
	return 1;
}

SEC("sk_lookup")
int lookup_nothing(struct bpf_sk_lookup *ctx)
{
	(void)ctx;
	return SK_PASS;
}

SEC("sk_lookup")
int lookup_connection(struct bpf_sk_lookup *ctx)
{
	SINK(ctx->protocol);
	SINK(ctx->remote_ip4);
	SINK(ctx->remote_port);
	SINK(ctx->local_ip4);
	SINK(ctx->local_port);
	return SK_PASS;
}

SEC("tp_btf/netif_receive_skb")
int trace_nothing(__u64 *ctx)
{
	(void)ctx;
	return 0;
}

/* What the kernel's own structure says is read as it is, the packet behind it by a helper. */
SEC("tp_btf/netif_receive_skb")
int trace_length(__u64 *ctx)
{
	struct sk_buff *skb = (void *)ctx[0];

	SINK(skb->len);
	return 0;
}

SEC("tp_btf/netif_receive_skb")
int trace_transport(__u64 *ctx)
{
	struct sk_buff *skb = (void *)ctx[0];
	char both[40];

	if (bpf_probe_read_kernel(both, sizeof(both), skb->head + skb->network_header))
		return 0;
	SINK(*(__u32 *)(both + 12));
	SINK(*(__u16 *)(both + 22));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
