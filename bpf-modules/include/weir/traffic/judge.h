/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * What becomes of a packet: it must conform to every rule that it matches, in their order. What an
 * earlier rule has charged for a packet that a later one refuses is not given back. A rule that
 * marks or only watches ends nothing.
 */
#ifndef WEIR_TRAFFIC_JUDGE_H
#define WEIR_TRAFFIC_JUDGE_H

#include "weir/hash.h"
#include "buckets.h"
#include "match.h"
#include "steer.h"

/* Nanoseconds of a tick of the timer; the loader asks the kernel for it. */
const volatile __u64 tick_nanos = 4000000;

/* A packet, and what it is judged with. */
struct subject {
	struct packet packet;
	__u64 seed;
	__u32 bytes;
	__u32 mark; /* 0, or what a rule wants it marked with */
};

static __always_inline __u64 key_hash(const struct rule *rule, const struct subject *s)
{
	const struct packet *p = &s->packet;
	__u64 seed = s->seed ^ p->family;
	__u64 key[2];

	if (rule->key >= KEY_ALL)
		return s->seed;
	if (rule->key == KEY_FLOW) {
		seed = hash_address(p->destination,
				    seed ^ ((__u64)p->source_port << 32 | (__u64)p->port << 16 | p->protocol));
		return hash_address(p->source, seed);
	}
	key[0] = p->source[0] & (p->family == 4 ? rule->mask4 : rule->mask[0]);
	key[1] = p->source[1] & rule->mask[1];
	return hash_address(key, seed);
}

/* What the rule does to the packet: ACTION_NONE when it conforms. */
static __always_inline int enforce(const struct rule *rule, const struct subject *s)
{
	struct rule_count *count;
	struct bucket_set *set;
	struct request ask;
	__u64 hash, now;
	__u32 at;
	int taken;

	at = bpf_get_smp_processor_id() * SLOTS + (rule->slot & (SLOTS - 1));
	count = bpf_map_lookup_elem(&rule_counts, &at);
	hash = key_hash(rule, s);
	at = rule->first_set + ((__u32)hash & rule->set_mask);
	set = bpf_map_lookup_elem(&buckets, &at);
	if (!set || !count)
		return ACTION_NONE;
	now = rule->clock == CLOCK_EXACT ? bpf_ktime_get_ns() : bpf_jiffies64() * tick_nanos;
	ask.now = now >> (rule->shift & 63);
	ask.tag = hash >> (64 - GCRA_TAG_BITS) ?: 1;
	if (rule->key == KEY_STEERED)
		ask.cost = steered_cost(rule, now);
	else if (rule->metric == METRIC_BYTES)
		ask.cost = rule->limit.cost * s->bytes >> 16;
	else
		ask.cost = rule->limit.cost;
	taken = ask.cost == COST_CLOSED ? TAKE_REFUSE : take(set, rule, &ask);
	if (taken == TAKE_INHERIT)
		count->inherited++;
	if (taken < TAKE_REFUSE) {
		count->pass++;
		return ACTION_NONE;
	}
	count->block++;
	if (taken == TAKE_CROWDED)
		count->crowded++;
	return rule->action;
}

/* The place of the lowest bit that is set; the word is not 0. */
static __always_inline __u32 lowest(__u64 word)
{
	__u32 place = __builtin_ctzll(word);

	KEEP(place);
	return place & 63;
}

/* The same, not inlined. Global: verified once. */
__noinline int enforce_once(const struct rule *rule, const struct subject *s)
{
	return rule && s ? enforce(rule, s) : ACTION_NONE;
}

static __always_inline const struct rule *rule_at(const struct bank *bank, __u32 index)
{
	KEEP(index);
	return &bank->rule[index & (RULES - 1)];
}

/* What the rule's action means for the packet: whether it ends here, with perhaps a mark. */
static __always_inline int settle(int action, const struct rule *rule, struct subject *s)
{
	if (action == ACTION_MARK)
		s->mark = rule->mark;
	return action == ACTION_DROP || action == ACTION_RESET ? action : ACTION_NONE;
}

/* The rules of one word; as above, not inlined. */
__noinline __u64 rules_once(const struct candidates *found, __u32 word)
{
	struct bank *bank;
	__u32 active;

	if (!found)
		return 0;
	active = found->bank;
	bank = bpf_map_lookup_elem(&banks, &active);
	return bank ? rules_of(found, bank, word & (WORDS - 1)) : 0;
}

/* Holds the packet against each of many rules. Global, as it is rare and dear to verify. */
__noinline int judge_each(struct subject *s, const struct candidates *found)
{
	__u32 words, active, word = 0, i;
	struct bank *bank;
	__u64 bits = 0;

	if (!s || !found)
		return ACTION_NONE;
	active = found->bank;
	bank = bpf_map_lookup_elem(&banks, &active);
	if (!bank)
		return ACTION_NONE;
	words = found->words;
#pragma clang loop unroll(disable)
	for (i = 0; i < WORDS + HITS; i++) {
		const struct rule *rule;
		__u32 bit;
		int action;

		if (!bits) {
			if (!words)
				break;
			word = lowest(words) & (WORDS - 1);
			words ^= 1u << word;
			bits = rules_once(found, word);
			continue;
		}
		bit = lowest(bits);
		bits ^= 1ULL << bit;
		rule = rule_at(bank, word << 6 | bit);
		action = FORGET(settle(enforce_once(rule, s), rule, s));
		if (action != ACTION_NONE)
			return action;
	}
	return ACTION_NONE;
}

/*
 * Holds the packet against the rule of an index, and against a second one of the same word if there
 * is any in more. Inlined: a call and its return cost 8 ns where returns are guarded against
 * speculation, and nearly all packets go through here.
 */
static __always_inline int judge_few(const struct bank *bank, __u32 index, __u64 more,
				     struct subject *s)
{
	int i;

#pragma clang loop unroll(disable)
	for (i = 0; i < 2; i++) {
		const struct rule *rule = rule_at(bank, index);
		int action = settle(enforce(rule, s), rule, s);

		if (action != ACTION_NONE || !more)
			return action;
		index = (index & ~63u) | lowest(more);
		more = 0;
	}
	return ACTION_NONE;
}

/* Where the packet's ports have one rule alone, neither words nor bits are searched. */
static __always_inline int judge_sole(const struct bank *bank, const struct candidates *found,
				      __u32 *index)
{
	*index = found->summary >> SOLE_SHIFT & (RULES - 1);
	KEEP(*index);
	return has(bank, SOURCE, found->sources, *index) &&
	       has(bank, DESTINATION, found->destinations, *index);
}

/* ACTION_DROP, ACTION_RESET, or ACTION_NONE with perhaps a mark in the subject. */
static __always_inline int judge(struct subject *s)
{
	struct candidates found;
	struct control *settings;
	struct bank *bank;
	__u32 zero = 0, index;
	__u64 bits, more = 0;

	settings = bpf_map_lookup_elem(&control, &zero);
	if (!settings)
		return ACTION_NONE;
	s->seed = settings->seed;
	found.bank = READ_ONCE(settings->active) & 1;
	bank = bpf_map_lookup_elem(&banks, &found.bank);
	if (!bank || !match(&found, bank, &s->packet))
		return ACTION_NONE;
	if (found.summary & SOLE) {
		if (!judge_sole(bank, &found, &index))
			return ACTION_NONE;
	} else {
		found.words = words_of(&found, bank);
		if (!found.words)
			return ACTION_NONE;
		index = lowest(found.words) & (WORDS - 1);
		bits = rules_of(&found, bank, index);
		more = bits & (bits - 1);
		if (found.words & (found.words - 1) || more & (more - 1))
			return judge_each(s, &found);
		if (!bits)
			return ACTION_NONE;
		index = index << 6 | lowest(bits);
	}
	return judge_few(bank, index, more, s);
}

#endif
