// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/*
 * A frame that the kernel sends again and again by itself (BPF_F_TEST_XDP_LIVE_FRAMES): UDP over
 * IPv4, to a device, from one source after another. What it is to do lies in the frame, behind the
 * header of UDP.
 */
#include "weir/packet.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct orders {
	__u32 device;   /* index of the interface that it leaves by */
	__u32 sources;  /* less one; a power of two less one, at most 16 bits */
	__u16 checksum; /* of the IP header for the first source, whose last 16 bits are 0 */
	__u16 reserved;
};

/* Behind the 14 bytes of Ethernet, so that nothing is aligned. */
struct content {
	struct ipv4_header ip;
	__be16 udp[4];
	struct orders orders;
} __attribute__((packed, aligned(2)));

static __u32 next;

/* A frame comes back as it was sent last, so that all that changes is written anew. */
static __always_inline void set_source(struct content *content, __u32 number)
{
	__u32 sum = (__u16)~content->orders.checksum + (__u32)bpf_htons(number);

	content->ip.checksum = ~((sum & 0xffff) + (sum >> 16));
	content->ip.source = (content->ip.source & bpf_htonl(0xffff0000)) | bpf_htonl(number);
}

SEC("xdp")
int flood(struct xdp_md *ctx)
{
	struct content *content = (void *)(long)ctx->data + ETHERNET_BYTES;
	const void *end = (const void *)(long)ctx->data_end;

	if ((const void *)(content + 1) > end)
		return XDP_DROP;
	if (content->orders.sources)
		set_source(content, next++ & content->orders.sources & 0xffff);
	return bpf_redirect(content->orders.device, 0);
}
