// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/*
 * Limits packets, bytes and new connections by protocol, ports and addresses; over all sources, for
 * each source, network or flow. What becomes of a packet beyond its limit is the rule's choice.
 *
 * The first fragment of a datagram is judged by its ports; where it is refused the later ones pass
 * and cannot be put together.
 */
#include "weir/traffic/judge.h"
#include "reset.h"

/* Of tcx, since Linux 6.6; older headers do not name them. */
#define NEXT (-1)

/* Headers that must lie in one piece: Ethernet, two tags, IPv6, extensions, TCP. */
#define HEADER_BYTES 192

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Parses what the driver has left in one piece, or has the kernel make it so. */
static __always_inline void parse_skb(struct packet *p, struct __sk_buff *skb)
{
	if (skb->data_end - skb->data < HEADER_BYTES && skb->len > skb->data_end - skb->data)
		bpf_skb_pull_data(skb, skb->len < HEADER_BYTES ? skb->len : HEADER_BYTES);
	parse(p, (const void *)(long)skb->data, (const void *)(long)skb->data_end);
}

SEC("tc")
int tc_classifier(struct __sk_buff *skb)
{
	struct subject s = {};
	int action;

	parse_skb(&s.packet, skb);
	s.bytes = skb->len;
	action = judge(&s);
	if (action == ACTION_DROP)
		return DROP;
	if (action == ACTION_RESET)
		return reset(skb, &s.packet);
	if (s.mark)
		skb->mark = s.mark;
	return NEXT;
}
