// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* The limits of the driver on one packet that comes from another source each time. */
#include "weir/traffic/judge.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Sources in turn; a power of two. */
const volatile __u32 flows = 1;

static __u32 next;

SEC("xdp")
int flows_in_turn(struct xdp_md *ctx)
{
	const void *data = (const void *)(long)ctx->data;
	const void *end = (const void *)(long)ctx->data_end;
	struct subject s = {};
	__u64 bytes = end - data;

	KEEP(bytes);
	parse(&s.packet, data, end);
	s.packet.source[0] ^= (__u64)(next++ & (flows - 1)) << 8;
	s.bytes = bytes;
	return judge(&s) == ACTION_NONE ? XDP_PASS : XDP_DROP;
}
