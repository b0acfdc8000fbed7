/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * Admission on one word of connection_guard.h. Pure but for the word itself; time is a parameter.
 * What loops is global: verified once in each program, and called once for a connection.
 */
#ifndef WEIR_CONNECTION_COUNT_H
#define WEIR_CONNECTION_COUNT_H

#include "weir/bpf.h"
#include "connection_guard.h"

#define TRIES 16

struct tally {
	__u64 open;
	__u32 now;    /* pending of this period */
	__u32 before; /* of the one before */
};

/* The word as it is at a time: what is older than a period and the one before has been forgotten. */
static __always_inline struct tally tally_at(__u64 word, __u8 period)
{
	struct tally t = {
		.open = word >> OPEN_SHIFT,
		.now = word >> PENDING_BITS & PENDING_MASK,
		.before = word & PENDING_MASK,
	};
	__u8 age = period - (__u8)(word >> PERIOD_SHIFT);

	if (age) {
		t.before = age == 1 ? t.now : 0;
		t.now = 0;
	}
	return t;
}

static __always_inline __u64 word_of(const struct tally *t, __u8 period)
{
	return t->open << OPEN_SHIFT | (__u64)period << PERIOD_SHIFT |
	       (__u64)t->now << PENDING_BITS | t->before;
}

#define COUNT_REFUSED 0
#define COUNT_DONE 1
#define COUNT_DEAD 2

/* One more, if there are fewer than most: open at once, or pending. */
__noinline int admit(__u64 *at, __u64 most, __u8 period, int opens)
{
	int i;

	if (!at)
		return COUNT_REFUSED;
#pragma clang loop unroll(disable)
	for (i = 0; i < TRIES; i++) {
		__u64 word = READ_ONCE(*at), next;
		struct tally t = tally_at(word, period);

		if (word == DEAD)
			return COUNT_DEAD;
		if (t.open + t.now + t.before >= most)
			return COUNT_REFUSED;
		if (opens)
			t.open++;
		else if (t.now < PENDING_MASK)
			t.now++;
		next = word_of(&t, period);
		if (__sync_val_compare_and_swap(at, word, next) == word)
			return COUNT_DONE;
	}
	return COUNT_REFUSED;
}

/* A pending one has come about; 1 when its admission had been forgotten and there are more than most. */
__noinline int open_pending(__u64 *at, __u64 most, __u8 period)
{
	int i, late = 0;

	if (!at)
		return 0;
#pragma clang loop unroll(disable)
	for (i = 0; i < TRIES; i++) {
		__u64 word = READ_ONCE(*at), next;
		struct tally t = tally_at(word, period);

		if (word == DEAD)
			return 0;
		late = !t.before && !t.now && t.open >= most;
		if (t.before)
			t.before--;
		else if (t.now)
			t.now--;
		t.open++;
		next = word_of(&t, period);
		if (__sync_val_compare_and_swap(at, word, next) == word)
			break;
	}
	return late;
}

/* One less; 1 when nothing is left and the word has become DEAD, which it does where asked. */
__noinline int close_one(__u64 *at, __u8 period, int may_die)
{
	int i;

	if (!at)
		return 0;
#pragma clang loop unroll(disable)
	for (i = 0; i < TRIES; i++) {
		__u64 word = READ_ONCE(*at), next;
		struct tally t = tally_at(word, period);
		int dies;

		if (word == DEAD)
			return 0;
		if (t.open)
			t.open--;
		dies = may_die && !t.open && !t.now && !t.before;
		next = dies ? DEAD : word_of(&t, period);
		if (__sync_val_compare_and_swap(at, word, next) == word)
			return dies;
	}
	return 0;
}

#endif
