// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/*
 * How many TCP connections there are at once, by port, in and out, and by peer; and no more than a
 * rule allows.
 *
 * What goes out is counted and refused in connect(2): the caller gets ECONNREFUSED. What comes in is
 * admitted when the SYN looks for its listener: refused, there is none for it, and the kernel
 * answers with a reset. It counts from the end of the handshake until the socket is closed by
 * either side, reset, or its process killed. Connections older than the program are not counted.
 */
#include "maps.h"
#include "peers.h"

#define AF_INET 2
#define AF_INET6 10
#define TCP 6
#define TCP_CLOSE_STATE 7
#define ECONNREFUSED 111
#define REFUSE 0
#define ALLOW 1

char LICENSE[] SEC("license") = "Dual BSD/GPL";

static __always_inline __u8 period(void)
{
	return bpf_ktime_get_coarse_ns() >> PERIOD_NANOS_LOG2;
}

/* IPv4 in IPv6 (::ffff:a.b.c.d) is IPv4. */
static __always_inline void set_address(struct peer *peer, __u32 a, __u32 b, __u32 c, __u32 d)
{
	if (!a && !b && c == bpf_htonl(0xffff)) {
		peer->address[0] = d;
		return;
	}
	peer->address[0] = (__u64)b << 32 | a;
	peer->address[1] = (__u64)d << 32 | c;
}

/* Whether there is room for the peer; where a rule only watches there always is. */
static __always_inline int admit_by_peer(const struct peer *peer, const struct limit *limit,
					 int opens, int *beyond)
{
	int taken = admit_peer(peer, limit->per_peer, period(), opens);

	if (taken == COUNT_REFUSED) {
		*beyond = 1;
		if (limit->shadow)
			taken = admit_peer(peer, ~0ULL, period(), opens);
	}
	return taken;
}

/* 127.0.0.0/8 and ::1. */
static __always_inline int loopback(const struct peer *peer)
{
	__u32 network = peer->address[0] & bpf_htonl(0xff000000);

	if (!peer->address[1])
		return !(peer->address[0] >> 32) && network == bpf_htonl(0x7f000000);
	return !peer->address[0] && peer->address[1] == (__u64)bpf_htonl(1) << 32;
}

/* Whether there is room at the place and for the peer; by_peer is whether the peer was counted. */
static __always_inline int admit_at(const struct peer *peer, int opens, __u32 *by_peer)
{
	__u32 place = peer->place;
	struct limit *limit = bpf_map_lookup_elem(&limits, &place);
	struct place_state *state = bpf_map_lookup_elem(&places, &place);
	__u64 most;
	int beyond, passes = 1;

	*by_peer = 0;
	if (!limit || !state || (!opens && !limit->limited && !limit->peers_limited))
		return 1;
	if (limit->shut && !loopback(peer)) {
		__sync_fetch_and_add(&state->refused, 1);
		return 0;
	}
	most = limit->limited ? limit->most : ~0ULL;
	beyond = admit(&state->word, most, period(), opens) == COUNT_REFUSED;
	if (beyond && limit->shadow)
		admit(&state->word, ~0ULL, period(), opens);
	else if (beyond)
		passes = 0;
	if (passes && limit->peers_limited) {
		int taken = admit_by_peer(peer, limit, opens, &beyond);

		*by_peer = taken == COUNT_DONE;
		if (taken == COUNT_REFUSED) {
			take_back(&state->word, period(), opens);
			passes = 0;
		}
	}
	if (beyond)
		__sync_fetch_and_add(&state->refused, 1);
	return passes;
}

/* Gives back what a socket holds; who is first does it. */
static __always_inline void give_back(struct held *held)
{
	__u32 place = held->peer.place;
	struct place_state *state = bpf_map_lookup_elem(&places, &place);

	if (!__sync_lock_test_and_set(&held->holds, 0) || !state)
		return;
	close_one(&state->word, period(), 0);
	__sync_fetch_and_add(&state->closed, 1);
	if (held->by_peer)
		close_peer(&held->peer, period());
}

static __always_inline int outgoing(struct bpf_sock_addr *ctx, struct peer *peer)
{
	struct bpf_sock *sk = ctx->sk;
	struct place_state *state;
	struct held *held;
	__u32 place;

	if (ctx->protocol != TCP || !sk)
		return ALLOW;
	peer->place = OUT | bpf_ntohs(ctx->user_port);
	held = bpf_sk_storage_get(&sockets, sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
	if (!held || held->holds)
		return ALLOW;
	if (!admit_at(peer, 1, &held->by_peer)) {
		bpf_set_retval(-ECONNREFUSED);
		return REFUSE;
	}
	held->peer = *peer;
	held->holds = 1;
	place = peer->place;
	state = bpf_map_lookup_elem(&places, &place);
	if (state)
		__sync_fetch_and_add(&state->opened, 1);
	return ALLOW;
}

SEC("cgroup/connect4")
int guard_connect4(struct bpf_sock_addr *ctx)
{
	struct peer peer = {};

	peer.address[0] = ctx->user_ip4;
	return outgoing(ctx, &peer);
}

SEC("cgroup/connect6")
int guard_connect6(struct bpf_sock_addr *ctx)
{
	struct peer peer = {};

	set_address(&peer, ctx->user_ip6[0], ctx->user_ip6[1], ctx->user_ip6[2], ctx->user_ip6[3]);
	return outgoing(ctx, &peer);
}

SEC("sk_lookup")
int guard_lookup(struct bpf_sk_lookup *ctx)
{
	struct peer peer = {};
	__u32 by_peer;

	if (ctx->protocol != TCP)
		return SK_PASS;
	if (ctx->family == AF_INET)
		peer.address[0] = ctx->remote_ip4;
	else
		set_address(&peer, ctx->remote_ip6[0], ctx->remote_ip6[1], ctx->remote_ip6[2],
			    ctx->remote_ip6[3]);
	peer.place = IN | ctx->local_port;
	if (peer.place >= OUT)
		return SK_PASS;
	return admit_at(&peer, 0, &by_peer) ? SK_PASS : SK_DROP;
}

/* A handshake has ended here: what was pending is open, and its end will be heard of. */
static __always_inline void accepted(struct bpf_sock_ops *ctx, struct bpf_sock *sk)
{
	struct place_state *state;
	struct limit *limit;
	struct held *held;
	__u32 place = ctx->local_port & 0xffff;

	held = bpf_sk_storage_get(&sockets, sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
	limit = bpf_map_lookup_elem(&limits, &place);
	state = bpf_map_lookup_elem(&places, &place);
	if (!held || !limit || !state)
		return;
	if (ctx->family == AF_INET)
		held->peer.address[0] = ctx->remote_ip4;
	else
		set_address(&held->peer, ctx->remote_ip6[0], ctx->remote_ip6[1],
			    ctx->remote_ip6[2], ctx->remote_ip6[3]);
	held->peer.place = place;
	held->by_peer = limit->peers_limited && open_peer(&held->peer, period());
	held->holds = 1;
	__sync_fetch_and_add(&state->opened, 1);
	if (open_pending(&state->word, limit->limited ? limit->most : ~0ULL, period()))
		count_late();
}

SEC("sockops")
int guard_sockets(struct bpf_sock_ops *ctx)
{
	struct bpf_sock *sk = ctx->sk;
	struct held *held;

	if (!sk)
		return 1;
	switch (ctx->op) {
	case BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB:
		accepted(ctx, sk);
		/* fallthrough */
	case BPF_SOCK_OPS_TCP_CONNECT_CB:
		bpf_sock_ops_cb_flags_set(ctx, ctx->bpf_sock_ops_cb_flags |
						       BPF_SOCK_OPS_STATE_CB_FLAG);
		break;
	case BPF_SOCK_OPS_STATE_CB:
		held = bpf_sk_storage_get(&sockets, sk, 0, 0);
		if (held && ctx->args[1] == TCP_CLOSE_STATE)
			give_back(held);
		break;
	}
	return 1;
}

/* The last descriptor is closed, by its process or with it. */
SEC("cgroup/sock_release")
int guard_release(struct bpf_sock *sk)
{
	struct held *held = bpf_sk_storage_get(&sockets, sk, 0, 0);

	if (held)
		give_back(held);
	return ALLOW;
}
