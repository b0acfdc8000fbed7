// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Drops what an earlier program of the interface has marked, and lets the rest go on. */
#include "weir/bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

const volatile __u32 mark = 0;

SEC("tc")
int marked(struct __sk_buff *skb)
{
	return skb->mark == mark ? 2 : -1;
}
