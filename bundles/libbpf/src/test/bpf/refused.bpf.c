// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Reads past the end of the packet, so that the verifier refuses it. */
#include "weir/bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

SEC("xdp")
int refused(struct xdp_md *ctx)
{
	return *(const __u8 *)(long)ctx->data;
}
