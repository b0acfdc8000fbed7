/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * What a frame says of itself: addresses, protocol, ports, whether it opens or resets a connection.
 *
 * Understands Ethernet with up to two VLAN tags (802.1Q, 802.1ad), IPv4 with options, and IPv6
 * with up to six extension headers. Nothing past the end of the frame is read; a field that the
 * frame is too short for stays 0:
 *
 *   no IP header, or another EtherType   protocol = NOT_IP
 *   a cut or senseless IP header         protocol = BAD_IP
 *   a later fragment, a cut port         port = 0 (only a first fragment carries ports)
 *   a TCP header cut before its flags    opens = 0
 */
#ifndef WEIR_PACKET_H
#define WEIR_PACKET_H

#include "bpf.h"

#define PROTOCOL_TCP 6
#define PROTOCOL_UDP 17
/* Beside the 256 protocols that IP knows. */
#define NOT_IP 256
#define BAD_IP 257

#define ETHERNET_BYTES 14
#define VLAN_BYTES 4
#define VLAN_TAGS 2
#define IPV6_EXTENSIONS 6
#define IPV6_EXTENSION_BYTES 1024

/* Has the value computed here and as written: the verifier follows registers, not algebra. */
#define KEEP(value) asm volatile("" : "+r"(value))

struct packet {
	__u64 source[2]; /* network byte order; IPv4 is { address, 0 } */
	__u64 destination[2];
	__u32 l3;          /* bytes before the network header */
	__u32 l4;          /* bytes before the transport header; 0 when there is none */
	__u16 protocol;    /* of IP, or NOT_IP, BAD_IP */
	__u16 port;        /* destination, host byte order; 0 when there is none */
	__u16 source_port; /* host byte order; 0 when there is none */
	__u8 family;       /* 4, 6; 0 when there is no whole IP header */
	__u8 ported;       /* 1 when the ports were read */
	__u8 opens;        /* 1 for a TCP segment with SYN and without ACK */
	__u8 resets;       /* 1 for a TCP segment with RST */
	__u16 reserved;
};

struct vlan_tag {
	__be16 tci;
	__be16 inner;
};

struct ipv4_header {
	__u8 version_ihl;
	__u8 tos;
	__be16 length;
	__be16 id;
	__be16 fragment;
	__u8 ttl;
	__u8 protocol;
	__be16 checksum;
	__be32 source;
	__be32 destination;
};

struct ipv6_header {
	__be32 version_class_flow;
	__be16 payload;
	__u8 next;
	__u8 hops;
	__u8 source[16];
	__u8 destination[16];
};

struct ipv6_extension {
	__u8 next;
	__u8 length; /* in 8 bytes, without the first 8 */
	__be16 fragment;
	__be32 id;
};

static __always_inline void parse_transport(struct packet *p, const void *l4, const void *end)
{
	const __be16 *ports = l4;

	if (p->protocol != PROTOCOL_TCP && p->protocol != PROTOCOL_UDP)
		return;
	if ((const void *)(ports + 2) > end)
		return;
	p->ported = 1;
	p->source_port = bpf_ntohs(ports[0]);
	p->port = bpf_ntohs(ports[1]);
	if (p->protocol == PROTOCOL_TCP && l4 + 14 <= end) {
		__u8 flags = *(const __u8 *)(l4 + 13);

		p->opens = (flags & 0x12) == 0x02; /* SYN, ACK */
		p->resets = flags >> 2 & 1;
	}
}

static __always_inline void parse_ipv4(struct packet *p, const void *l3, const void *end)
{
	const struct ipv4_header *ip = l3;
	const void *l4;
	__u64 bytes;

	p->protocol = BAD_IP;
	if ((const void *)(ip + 1) > end || ip->version_ihl >> 4 != 4)
		return;
	bytes = (ip->version_ihl & 0x0f) * 4;
	if (bytes < sizeof(*ip))
		return;
	p->family = 4;
	p->protocol = ip->protocol;
	p->source[0] = ip->source;
	p->destination[0] = ip->destination;
	if (ip->fragment & bpf_htons(0x1fff))
		return;
	l4 = l3 + bytes;
	KEEP(l4);
	p->l4 = p->l3 + bytes;
	parse_transport(p, l4, end);
}

static __always_inline int is_extension(__u8 next)
{
	/* Hop-by-hop, routing, fragment, authentication, destination options. */
	return next == 0 || next == 43 || next == 44 || next == 51 || next == 60;
}

static __always_inline void parse_ipv6(struct packet *p, const void *l3, const void *end)
{
	const struct ipv6_header *ip = l3;
	const void *l4;
	__u64 at = sizeof(*ip);
	__u8 next;
	int i;

	p->protocol = BAD_IP;
	if ((const void *)(ip + 1) > end || *(const __u8 *)l3 >> 4 != 6)
		return;
	p->family = 6;
	__builtin_memcpy(p->source, ip->source, sizeof(p->source));
	__builtin_memcpy(p->destination, ip->destination, sizeof(p->destination));
	next = ip->next;
	for (i = 0; i < IPV6_EXTENSIONS && is_extension(next); i++) {
		const struct ipv6_extension *more = l3 + at;

		if (at > IPV6_EXTENSION_BYTES || (const void *)(more + 1) > end)
			break;
		if (next == 44 && more->fragment & bpf_htons(0xfff8)) {
			p->protocol = more->next;
			return;
		}
		at += next == 44 ? 8 : next == 51 ? (more->length + 2) * 4 : (more->length + 1) * 8;
		next = more->next;
	}
	p->protocol = next;
	if (at > IPV6_EXTENSION_BYTES + 2048)
		return;
	l4 = l3 + at;
	KEEP(l4);
	p->l4 = p->l3 + at;
	parse_transport(p, l4, end);
}

static __always_inline void parse(struct packet *p, const void *data, const void *end)
{
	const void *l3 = data + ETHERNET_BYTES;
	__u64 l3_bytes;
	__be16 type;
	int i;

	__builtin_memset(p, 0, sizeof(*p));
	p->protocol = NOT_IP;
	if (l3 > end)
		return;
	type = *(const __be16 *)(data + ETHERNET_BYTES - 2);
	for (i = 0; i < VLAN_TAGS; i++) {
		const struct vlan_tag *tag = l3;

		if (type != bpf_htons(0x8100) && type != bpf_htons(0x88a8))
			break;
		if ((const void *)(tag + 1) > end)
			break;
		type = tag->inner;
		l3 += VLAN_BYTES;
	}
	l3_bytes = l3 - data;
	KEEP(l3_bytes);
	p->l3 = l3_bytes;
	if (type == bpf_htons(0x0800))
		parse_ipv4(p, l3, end);
	else if (type == bpf_htons(0x86dd))
		parse_ipv6(p, l3, end);
}

#endif
