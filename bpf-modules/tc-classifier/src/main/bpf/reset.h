/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * Tells the sender of a refused packet: the packet is made into the answer and sent back where it
 * came from. TCP gets a reset (RFC 9293, 3.5.2), the rest "administratively prohibited" (RFC 1812,
 * RFC 4443) with the header and eight bytes of what was refused.
 *
 * Not answered but dropped: resets, ICMP, later fragments, IPv4 with options, what was sent to a
 * group. The checksum is written whole; a packet whose checksum its device was to complete came
 * from this host, and so does what receives the answer.
 */
#ifndef WEIR_RESET_H
#define WEIR_RESET_H

#include "weir/packet.h"

#define DROP 2
#define ICMP 1
#define ICMPV6 58
#define SYN_FIN(flags) (((flags) >> 1 & 1) + ((flags) & 1))
#define RST 0x04
#define ACK 0x10
#define QUOTED 8 /* bytes behind the IP header */

/* Whether the program sees what leaves this host; answers then go to the host itself. */
const volatile __u32 outgoing = 0;

struct tcp_header {
	__be16 source;
	__be16 destination;
	__be32 seq;
	__be32 ack;
	__u8 offset;
	__u8 flags;
	__be16 window;
	__be16 checksum;
	__be16 urgent;
};

struct icmp_header {
	__u8 type;
	__u8 code;
	__be16 checksum;
	__be32 unused;
};

struct pseudo4 {
	__be32 addresses[2];
	__be32 protocol;
	__be32 length;
};

struct pseudo6 {
	__u8 addresses[32];
	__be32 length;
	__be32 protocol;
};

struct reset4 {
	struct ipv4_header ip;
	struct tcp_header tcp;
};

struct reset6 {
	struct ipv6_header ip;
	struct tcp_header tcp;
};

struct refusal4 {
	struct ipv4_header ip;
	struct icmp_header icmp;
	__u8 quote[sizeof(struct ipv4_header) + QUOTED];
};

struct refusal6 {
	struct ipv6_header ip;
	struct icmp_header icmp;
	__u8 quote[sizeof(struct ipv6_header) + QUOTED];
};

/* The Internet checksum (RFC 1071) of whole words, after a sum that there is already. */
static __always_inline __be16 checksum(void *words, __u32 bytes, __u32 before)
{
	__u32 sum = bpf_csum_diff(0, 0, words, bytes, before);

	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return ~sum;
}

static __always_inline void ipv4_back(struct ipv4_header *ip, __u8 protocol, __u32 bytes)
{
	__be32 source = ip->source;

	ip->source = ip->destination;
	ip->destination = source;
	ip->tos = 0;
	ip->length = bpf_htons(bytes);
	ip->id = 0;
	ip->fragment = bpf_htons(0x4000); /* never in fragments */
	ip->ttl = 64;
	ip->protocol = protocol;
	ip->checksum = 0;
	ip->checksum = checksum(ip, sizeof(*ip), 0);
}

static __always_inline void ipv6_back(struct ipv6_header *ip, __u8 next, __u32 payload)
{
	__u8 source[16];

	__builtin_memcpy(source, ip->source, 16);
	__builtin_memcpy(ip->source, ip->destination, 16);
	__builtin_memcpy(ip->destination, source, 16);
	ip->version_class_flow = bpf_htonl(6u << 28);
	ip->payload = bpf_htons(payload);
	ip->next = next;
	ip->hops = 64;
}

static __always_inline __u32 pseudo6(const struct ipv6_header *ip, __u32 bytes)
{
	struct pseudo6 pseudo;

	__builtin_memcpy(pseudo.addresses, ip->source, 32);
	pseudo.length = bpf_htonl(bytes);
	pseudo.protocol = bpf_htonl(ip->next);
	return bpf_csum_diff(0, 0, (__be32 *)&pseudo, sizeof(pseudo), 0);
}

/* Answers a segment with so many bytes after the IP header. */
static __always_inline void tcp_back(struct tcp_header *tcp, __u32 bytes)
{
	__u32 data = bytes - (tcp->offset >> 4) * 4;
	__u8 flags = tcp->flags;
	__be32 end = bpf_htonl(bpf_ntohl(tcp->seq) + data + SYN_FIN(flags));
	__be16 source = tcp->source;

	tcp->source = tcp->destination;
	tcp->destination = source;
	tcp->seq = flags & ACK ? tcp->ack : 0;
	tcp->ack = flags & ACK ? 0 : end;
	tcp->flags = flags & ACK ? RST : RST | ACK;
	tcp->offset = sizeof(*tcp) / 4 << 4;
	tcp->window = tcp->checksum = tcp->urgent = 0;
}

/* Makes the packet what follows its link header, and sends it back. */
static __always_inline int send_back(struct __sk_buff *skb, const struct packet *p, void *bytes,
				     __u32 size)
{
	__u8 macs[12];

	if (bpf_skb_load_bytes(skb, 0, macs + 6, 6) || bpf_skb_load_bytes(skb, 6, macs, 6))
		return DROP;
	if (bpf_skb_change_tail(skb, p->l3 + size, 0) || bpf_skb_store_bytes(skb, 0, macs, 12, 0) ||
	    bpf_skb_store_bytes(skb, p->l3, bytes, size, BPF_F_RECOMPUTE_CSUM))
		return DROP;
	return bpf_redirect(skb->ifindex, outgoing ? BPF_F_INGRESS : 0);
}

__noinline int reset_tcp4(struct __sk_buff *skb, const struct packet *p)
{
	struct pseudo4 pseudo = {.protocol = bpf_htonl(PROTOCOL_TCP),
				 .length = bpf_htonl(sizeof(struct tcp_header))};
	struct reset4 answer;

	if (!p || bpf_skb_load_bytes(skb, p->l3, &answer, sizeof(answer)))
		return DROP;
	tcp_back(&answer.tcp, bpf_ntohs(answer.ip.length) - sizeof(answer.ip));
	ipv4_back(&answer.ip, PROTOCOL_TCP, sizeof(answer));
	pseudo.addresses[0] = answer.ip.source;
	pseudo.addresses[1] = answer.ip.destination;
	answer.tcp.checksum = checksum(&answer.tcp, sizeof(answer.tcp),
				       bpf_csum_diff(0, 0, (__be32 *)&pseudo, sizeof(pseudo), 0));
	return send_back(skb, p, &answer, sizeof(answer));
}

__noinline int reset_tcp6(struct __sk_buff *skb, const struct packet *p)
{
	struct reset6 answer;
	__u32 before;

	if (!p || bpf_skb_load_bytes(skb, p->l3, &answer.ip, sizeof(answer.ip)) ||
	    bpf_skb_load_bytes(skb, p->l4, &answer.tcp, sizeof(answer.tcp)))
		return DROP;
	before = p->l4 - p->l3 - sizeof(answer.ip);
	tcp_back(&answer.tcp, bpf_ntohs(answer.ip.payload) - before);
	ipv6_back(&answer.ip, PROTOCOL_TCP, sizeof(answer.tcp));
	answer.tcp.checksum = checksum(&answer.tcp, sizeof(answer.tcp),
				       pseudo6(&answer.ip, sizeof(answer.tcp)));
	return send_back(skb, p, &answer, sizeof(answer));
}

__noinline int refuse4(struct __sk_buff *skb, const struct packet *p)
{
	struct refusal4 answer;

	if (!p || bpf_skb_load_bytes(skb, p->l3, answer.quote, sizeof(answer.quote)))
		return DROP;
	__builtin_memcpy(&answer.ip, answer.quote, sizeof(answer.ip));
	answer.icmp = (struct icmp_header){.type = 3, .code = 13};
	answer.icmp.checksum = checksum(&answer.icmp, sizeof(answer) - sizeof(answer.ip), 0);
	ipv4_back(&answer.ip, ICMP, sizeof(answer));
	return send_back(skb, p, &answer, sizeof(answer));
}

__noinline int refuse6(struct __sk_buff *skb, const struct packet *p)
{
	struct refusal6 answer;
	__u32 bytes = sizeof(answer) - sizeof(answer.ip);

	if (!p || bpf_skb_load_bytes(skb, p->l3, answer.quote, sizeof(answer.quote)))
		return DROP;
	__builtin_memcpy(&answer.ip, answer.quote, sizeof(answer.ip));
	ipv6_back(&answer.ip, ICMPV6, bytes);
	answer.icmp = (struct icmp_header){.type = 1, .code = 1};
	answer.icmp.checksum = checksum(&answer.icmp, bytes, pseudo6(&answer.ip, bytes));
	return send_back(skb, p, &answer, sizeof(answer));
}

/* The verdict on a packet that is to be answered. */
static __always_inline int reset(struct __sk_buff *skb, const struct packet *p)
{
	/* PACKET_HOST, or on the way out. */
	if (!outgoing && skb->pkt_type != 0)
		return DROP;
	if (!p->l4 || p->resets || p->protocol == ICMP || p->protocol == ICMPV6)
		return DROP;
	if (p->family == 4 && p->l4 - p->l3 != sizeof(struct ipv4_header))
		return DROP;
	if (p->protocol == PROTOCOL_TCP)
		return p->family == 4 ? reset_tcp4(skb, p) : reset_tcp6(skb, p);
	return p->family == 4 ? refuse4(skb, p) : refuse6(skb, p);
}

#endif
