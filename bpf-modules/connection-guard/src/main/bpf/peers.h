/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * The words of peers come and go: a peer without connections has none. A word is made DEAD before
 * it is deleted, so that nobody counts on one that goes. Where there is no room for another peer it
 * is not limited, and that is counted.
 */
#ifndef WEIR_CONNECTION_PEERS_H
#define WEIR_CONNECTION_PEERS_H

#include "maps.h"

#define FINDS 4

static __always_inline struct shared *shared_counts(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&shared, &zero);
}

static __always_inline void count_late(void)
{
	struct shared *counts = shared_counts();

	if (counts)
		__sync_fetch_and_add(&counts->late, 1);
}

/* The peer's word, made where it is missing; null when there is no room, or it is just going. */
static __always_inline __u64 *peer_word(const struct peer *peer)
{
	__u64 *word = bpf_map_lookup_elem(&peers, peer), none = 0;

	if (word)
		return word;
	bpf_map_update_elem(&peers, peer, &none, BPF_NOEXIST);
	return bpf_map_lookup_elem(&peers, peer);
}

/* COUNT_DONE, COUNT_REFUSED, or COUNT_DEAD where there was no room and nothing was counted. */
static __always_inline int admit_peer(const struct peer *peer, __u64 most, __u8 period, int opens)
{
	struct shared *counts;
	int i;

#pragma clang loop unroll(disable)
	for (i = 0; i < FINDS; i++) {
		__u64 *word = peer_word(peer);
		int done;

		if (!word)
			break;
		done = admit(word, most, period, opens);
		if (done != COUNT_DEAD)
			return done;
	}
	counts = shared_counts();
	if (counts)
		__sync_fetch_and_add(&counts->peer_overflow, 1);
	return COUNT_DEAD;
}

/* The peer's connection has come about; 0 when there was no room to count it. */
static __always_inline int open_peer(const struct peer *peer, __u8 period)
{
	__u64 *word = peer_word(peer);

	if (!word || READ_ONCE(*word) == DEAD)
		return 0;
	open_pending(word, ~0ULL, period);
	return 1;
}

static __always_inline void close_peer(const struct peer *peer, __u8 period)
{
	__u64 *word = bpf_map_lookup_elem(&peers, peer);

	if (word && close_one(word, period, 1))
		bpf_map_delete_elem(&peers, peer);
}

/* Takes an admission back that another limit made useless. */
static __always_inline void take_back(__u64 *at, __u8 period, int opened)
{
	int i;

	if (opened) {
		close_one(at, period, 0);
		return;
	}
#pragma clang loop unroll(disable)
	for (i = 0; i < TRIES; i++) {
		__u64 word = READ_ONCE(*at);
		struct tally t = tally_at(word, period);

		if (t.now)
			t.now--;
		else if (t.before)
			t.before--;
		if (__sync_val_compare_and_swap(at, word, word_of(&t, period)) == word)
			return;
	}
}

#endif
