// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/*
 * Limits packets, bytes and new connections in the driver, before a packet has a buffer: what is
 * beyond its limit costs next to nothing. The rules and their state are those of tc-classifier.
 *
 * Not attached where frames come in several buffers (jumbo frames of some drivers): the kernel
 * refuses it there.
 */
#include "weir/chain.h"
#include "weir/traffic/judge.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

SEC("xdp")
int xdp_limiter(struct xdp_md *ctx)
{
	const void *data = (const void *)(long)ctx->data;
	const void *end = (const void *)(long)ctx->data_end;
	struct subject s = {};
	__u64 bytes = end - data;

	KEEP(bytes);
	parse(&s.packet, data, end);
	s.bytes = bytes;
	return judge(&s) == ACTION_NONE ? pass_on(ctx) : XDP_DROP;
}
