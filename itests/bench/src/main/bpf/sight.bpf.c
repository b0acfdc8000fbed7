// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/*
 * How far a program looks into a packet, and nothing else: one program for each place and depth, so
 * that the difference between two of them is the price of looking further. What is read is kept
 * from being optimized away and goes nowhere.
 */
#include "weir/bpf.h"
#include "weir/packet.h"

/* Of tcx, since Linux 6.6; older headers do not name it. */
#define NEXT (-1)

#define SINK(value) asm volatile("" : : "r"(value))
#define TCP_BYTES 20
#define PATH_BYTES 64
#define FNV_START 2166136261u
#define FNV_PRIME 16777619u

struct ports {
	__be16 source;
	__be16 destination;
};

/* The type of what follows the Ethernet header. */
static __always_inline void link_level(const void *data, const void *end)
{
	if (data + ETHERNET_BYTES <= end)
		SINK(*(const __be16 *)(data + ETHERNET_BYTES - 2));
}

/* Addresses and protocol of IPv4 without tags; where the transport begins, or null. */
static __always_inline const void *network_level(const void *l3, const void *end)
{
	const struct ipv4_header *ip = l3;

	if ((const void *)(ip + 1) > end || ip->version_ihl != 0x45)
		return 0;
	SINK(ip->source);
	SINK(ip->destination);
	SINK(ip->protocol);
	return ip + 1;
}

/* Ports and flags. */
static __always_inline void transport_level(const void *l3, const void *end)
{
	const void *l4 = network_level(l3, end);
	const struct ports *ports = l4;

	if (!l4 || l4 + TCP_BYTES > end)
		return;
	SINK(ports->source);
	SINK(ports->destination);
	SINK(*(const __u8 *)(l4 + 13));
}

/* Weir's own parser: tags, both versions of IP, options, extension headers, fragments. */
static __always_inline void header_level(struct packet *p, const void *data, const void *end)
{
	parse(p, data, end);
	SINK(p->source[0]);
	SINK(p->source[1]);
	SINK(p->destination[0]);
	SINK(p->destination[1]);
	SINK(p->protocol);
	SINK(p->port);
	SINK(p->source_port);
	SINK(p->opens);
	SINK(p->resets);
}

/* A hash of the path in the request line of HTTP/1, when it begins in this packet. */
static __always_inline void payload_level(const void *data, const void *end)
{
	__u32 hash = FNV_START;
	const __u8 *at;
	struct packet p;
	__u64 skip;
	int i;

	header_level(&p, data, end);
	skip = p.l4;
	if (p.protocol != PROTOCOL_TCP || skip > 256)
		return;
	at = data + skip;
	KEEP(at);
	if ((const void *)(at + TCP_BYTES + 4) > end)
		return;
	at += TCP_BYTES;
	if (at[0] != 'G' || at[1] != 'E' || at[2] != 'T' || at[3] != ' ')
		return;
	at += 4;
#pragma clang loop unroll(disable)
	for (i = 0; i < PATH_BYTES; i++) {
		if ((const void *)(at + i + 1) > end || at[i] == ' ')
			break;
		hash = (hash ^ at[i]) * FNV_PRIME;
	}
	SINK(hash);
}

#define START ((const void *)(long)ctx->data)
#define END ((const void *)(long)ctx->data_end)

#define PROGRAM(section, name, type, verdict, body)                                                \
	SEC(section)                                                                               \
	int name(struct type *ctx)                                                                 \
	{                                                                                          \
		body;                                                                              \
		return verdict;                                                                    \
	}

PROGRAM("xdp", xdp_nothing, xdp_md, XDP_PASS, (void)ctx)
PROGRAM("xdp", xdp_length, xdp_md, XDP_PASS, SINK(END - START); SINK(ctx->ingress_ifindex))
PROGRAM("xdp", xdp_link, xdp_md, XDP_PASS, link_level(START, END))
PROGRAM("xdp", xdp_network, xdp_md, XDP_PASS, network_level(START + ETHERNET_BYTES, END))
PROGRAM("xdp", xdp_transport, xdp_md, XDP_PASS, transport_level(START + ETHERNET_BYTES, END))
PROGRAM("xdp", xdp_headers, xdp_md, XDP_PASS, struct packet p; header_level(&p, START, END))
PROGRAM("xdp", xdp_payload, xdp_md, XDP_PASS, payload_level(START, END))

PROGRAM("tc", tc_nothing, __sk_buff, NEXT, (void)ctx)
PROGRAM("tc", tc_length, __sk_buff, NEXT, SINK(ctx->len); SINK(ctx->protocol); SINK(ctx->mark);
	SINK(ctx->ifindex); SINK(ctx->vlan_tci))
PROGRAM("tc", tc_link, __sk_buff, NEXT, link_level(START, END))
PROGRAM("tc", tc_network, __sk_buff, NEXT, network_level(START + ETHERNET_BYTES, END))
PROGRAM("tc", tc_transport, __sk_buff, NEXT, transport_level(START + ETHERNET_BYTES, END))
PROGRAM("tc", tc_headers, __sk_buff, NEXT, struct packet p; header_level(&p, START, END))
PROGRAM("tc", tc_payload, __sk_buff, NEXT, payload_level(START, END))

/* In a control group a packet begins with its network header. */
PROGRAM("cgroup_skb/ingress", group_nothing, __sk_buff, 1, (void)ctx)
PROGRAM("cgroup_skb/ingress", group_length, __sk_buff, 1, SINK(ctx->len); SINK(ctx->protocol))
PROGRAM("cgroup_skb/ingress", group_network, __sk_buff, 1, network_level(START, END))
PROGRAM("cgroup_skb/ingress", group_transport, __sk_buff, 1, transport_level(START, END))

/* A socket filter reads by a helper call, and what it keeps is the number of bytes. */
SEC("socket")
int filter_nothing(struct __sk_buff *ctx)
{
	(void)ctx;
	return 1;
}

SEC("socket")
int filter_length(struct __sk_buff *ctx)
{
	SINK(ctx->len);
	SINK(ctx->protocol);
	return 1;
}

SEC("socket")
int filter_network(struct __sk_buff *ctx)
{
	struct ipv4_header ip;

	if (bpf_skb_load_bytes_relative(ctx, 0, &ip, sizeof(ip), BPF_HDR_START_NET))
		return 1;
	network_level(&ip, &ip + 1);
	return 1;
}

SEC("socket")
int filter_transport(struct __sk_buff *ctx)
{
	char both[sizeof(struct ipv4_header) + TCP_BYTES];

	if (bpf_skb_load_bytes_relative(ctx, 0, both, sizeof(both), BPF_HDR_START_NET))
		return 1;
	transport_level(both, both + sizeof(both));
	return 1;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
