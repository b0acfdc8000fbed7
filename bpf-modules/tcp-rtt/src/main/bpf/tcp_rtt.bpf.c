// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/*
 * Round-trip times and retransmissions of the TCP sockets of a control group, summed by port.
 *
 * The kernel measures both anyway; the program is called where it has measured: once for each
 * round trip of a connection, once for each retransmission, and when a socket closes. Packets are
 * not looked at. A connection that came about before the program was attached is not followed.
 */
#include "weir/bpf.h"
#include "tcp_rtt.h"

#define TCP_CLOSE_STATE 7
#define DONE 1

/* What the kernel keeps is eight times the smoothed round-trip time. */
#define SMOOTHED_SHIFT 3

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Sums by place. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, PLACES);
	__type(key, __u32);
	__type(value, struct place_sums);
} sums SEC(".maps");

/* Which place each socket belongs to; gone with the socket. */
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct followed);
} sockets SEC(".maps");

/* How many are followed. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct shared);
} shared SEC(".maps");

static __always_inline struct place_sums *sums_of(const struct followed *followed)
{
	__u32 place = followed->place;

	return bpf_map_lookup_elem(&sums, &place);
}

/* Segments that were sent since the socket was last heard of; its lock is held. */
static __always_inline void add_segments(struct bpf_sock_ops *ctx, struct followed *followed,
					 struct place_sums *at)
{
	__u32 now = ctx->data_segs_out;

	__sync_fetch_and_add(&at->segments, now - followed->segments);
	followed->segments = now;
}

static __always_inline void add_sample(struct place_sums *at, __u32 micros)
{
	if (!micros)
		return;
	__sync_fetch_and_add(&at->rtt, micros);
	__sync_fetch_and_add(&at->samples, 1);
}

/* Hears of the socket from now on. */
static __always_inline struct followed *follow(struct bpf_sock_ops *ctx, struct bpf_sock *sk,
					       __u32 place)
{
	struct followed *followed = bpf_sk_storage_get(&sockets, sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
	__u32 zero = 0;
	struct shared *counts = bpf_map_lookup_elem(&shared, &zero);

	if (!counts)
		return 0;
	if (!followed) {
		__sync_fetch_and_add(&counts->unfollowed, 1);
		return 0;
	}
	__sync_fetch_and_add(&counts->followed, 1);
	followed->place = place;
	followed->segments = ctx->data_segs_out;
	bpf_sock_ops_cb_flags_set(ctx, ctx->bpf_sock_ops_cb_flags | BPF_SOCK_OPS_RTT_CB_FLAG |
					       BPF_SOCK_OPS_RETRANS_CB_FLAG |
					       BPF_SOCK_OPS_STATE_CB_FLAG);
	return followed;
}

/* The handshake has been measured by now. */
static __always_inline void accepted(struct bpf_sock_ops *ctx, struct bpf_sock *sk)
{
	struct followed *followed = follow(ctx, sk, IN | (ctx->local_port & 0xffff));
	struct place_sums *at = followed ? sums_of(followed) : 0;

	if (at)
		add_sample(at, ctx->srtt_us >> SMOOTHED_SHIFT);
}

/* Something has been measured on a socket that is followed. */
static __always_inline void measured(struct bpf_sock_ops *ctx, struct bpf_sock *sk)
{
	struct followed *followed = bpf_sk_storage_get(&sockets, sk, 0, 0);
	struct place_sums *at = followed ? sums_of(followed) : 0;
	struct shared *counts;
	__u32 zero = 0;

	if (!at)
		return;
	add_segments(ctx, followed, at);
	switch (ctx->op) {
	case BPF_SOCK_OPS_RTT_CB:
		/* The measured time since Linux 6.9, before it the smoothed one. */
		add_sample(at, ctx->args[0] ?: ctx->srtt_us >> SMOOTHED_SHIFT);
		break;
	case BPF_SOCK_OPS_RETRANS_CB:
		/* Sequence, segments, and what the transmission returned: the kernel counts it anyway. */
		__sync_fetch_and_add(&at->retransmits, ctx->args[1]);
		break;
	case BPF_SOCK_OPS_STATE_CB:
		counts = bpf_map_lookup_elem(&shared, &zero);
		if (counts)
			__sync_fetch_and_add(&counts->ended, 1);
		break;
	}
}

SEC("sockops")
int tcp_rtt(struct bpf_sock_ops *ctx)
{
	struct bpf_sock *sk = ctx->sk;

	if (!sk)
		return DONE;
	switch (ctx->op) {
	case BPF_SOCK_OPS_TCP_CONNECT_CB:
		follow(ctx, sk, OUT | bpf_ntohl(ctx->remote_port));
		break;
	case BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB:
		accepted(ctx, sk);
		break;
	case BPF_SOCK_OPS_RTT_CB:
	case BPF_SOCK_OPS_RETRANS_CB:
		measured(ctx, sk);
		break;
	case BPF_SOCK_OPS_STATE_CB:
		if (ctx->args[1] == TCP_CLOSE_STATE)
			measured(ctx, sk);
		break;
	}
	return DONE;
}
