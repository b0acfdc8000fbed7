// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/*
 * Limits packets and new connections per destination port, over all sources or for each of them.
 *
 * A packet without a port of TCP or UDP passes: other protocols, later fragments, cut headers.
 * The first fragment of a datagram is judged; where it is refused the later ones pass and cannot
 * be put together. A packet must conform to every rule of its port, in their order; what an
 * earlier rule has charged for a packet that a later one refuses is not given back.
 */
#include "weir/bpf.h"
#include "weir/hash.h"
#include "weir/packet.h"
#include "tc_classifier.h"
#include "buckets.h"

/* Of tcx, since Linux 6.6; older headers do not name them. */
#define NEXT (-1)
#define DROP 2

/* Headers that must lie in one piece: Ethernet, two tags, IPv6, extensions, TCP. */
#define HEADER_BYTES 192

/* Which bank is in force, and the secret of the hash. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct control);
} control SEC(".maps");

/* Two whole sets of rules; the loader writes the one that is not active, then switches. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, struct bank);
} banks SEC(".maps");

/* What each rule did, at cpu * RULES + rule: a row per CPU, plain additions, bottom halves off. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, RULES);
	__type(key, __u32);
	__type(value, struct rule_count);
} rule_counts SEC(".maps");

/* Whether the rule lets the packet through; counts what it did. */
static __noinline int conforms(const struct bank *bank, __u32 index, const struct packet *p, __u64 seed)
{
	const struct rule *rule = &bank->rule[index & (RULES - 1)];
	__u32 at = bpf_get_smp_processor_id() * RULES + (index & (RULES - 1));
	__u64 hash = rule->per == PER_SOURCE ? hash_address(p->source, seed) : seed;
	__u32 set_at = rule->first_set + ((__u32)hash & rule->set_mask);
	__u64 tag = hash >> (64 - GCRA_TAG_BITS) ?: 1;
	struct rule_count *count = bpf_map_lookup_elem(&rule_counts, &at);
	struct bucket_set *set = bpf_map_lookup_elem(&buckets, &set_at);
	__u64 now;
	int taken;

	if (!set || !count || (rule->metric == METRIC_CONNECTIONS && !p->opens))
		return 1;
	now = rule->clock == CLOCK_EXACT ? bpf_ktime_get_ns() : bpf_ktime_get_coarse_ns();
	taken = take(set, tag, now >> (rule->shift & 63), rule);
	if (taken == TAKE_REFUSE) {
		count->block++;
		return 0;
	}
	count->pass++;
	if (taken == TAKE_INHERIT)
		count->inherited++;
	return 1;
}

/* Parses what the driver has left in one piece, or has the kernel make it so. */
static __always_inline void parse_skb(struct packet *p, struct __sk_buff *skb)
{
	if (skb->data_end - skb->data < HEADER_BYTES && skb->len > skb->data_end - skb->data)
		bpf_skb_pull_data(skb, skb->len < HEADER_BYTES ? skb->len : HEADER_BYTES);
	parse(p, (const void *)(long)skb->data, (const void *)(long)skb->data_end);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

SEC("tc")
int tc_classifier(struct __sk_buff *skb)
{
	__u32 zero = 0, active, i;
	struct control *settings = bpf_map_lookup_elem(&control, &zero);
	struct bank *bank;
	struct packet p;
	__u64 rules;

	if (!settings)
		return NEXT;
	active = READ_ONCE(settings->active) & 1;
	bank = bpf_map_lookup_elem(&banks, &active);
	parse_skb(&p, skb);
	if (!bank || !p.port)
		return NEXT;
	rules = READ_ONCE(bank->port[p.protocol == PROTOCOL_UDP][p.port]);
	for (i = 0; i < RULES_PER_PORT && rules & 0xffff; i++) {
		if (!conforms(bank, (rules & 0xffff) - 1, &p, settings->seed))
			return DROP;
		rules >>= 16;
	}
	return NEXT;
}
