// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Counts every frame of an interface once per port and once per source, and passes it on. */
#include "weir/bpf.h"
#include "weir/chain.h"
#include "weir/hash.h"
#include "weir/packet.h"
#include "xdp_counter.h"
#include "ports.h"
#include "sources.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

SEC("xdp")
int xdp_counter(struct xdp_md *ctx)
{
	const void *data = (const void *)(long)ctx->data;
	const void *end = (const void *)(long)ctx->data_end;
	__u32 zero = 0;
	struct shared *all = bpf_map_lookup_elem(&shared, &zero);
	struct packet p;
	__u64 bytes;

	if (!all)
		return pass_on(ctx);
	parse(&p, data, end);
	bytes = end - data;
	KEEP(bytes);
	bytes -= p.l3;
	count_port(&p, bytes, all);
	count_source(&p, bytes, all);
	return pass_on(ctx);
}
