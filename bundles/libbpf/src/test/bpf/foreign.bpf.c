// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Somebody else's program. */
#include "weir/bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

SEC("xdp")
int foreign(struct xdp_md *ctx)
{
	return ctx->data == ctx->data_end ? XDP_DROP : XDP_PASS;
}
