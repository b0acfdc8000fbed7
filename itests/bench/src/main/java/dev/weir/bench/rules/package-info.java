/**
 * {@code ./weir bench rules}: from the acknowledged write of a rule to the first request that a
 * real Envoy refuses and the first packet that the kernel drops, for each source of rules.
 *
 * <p>Start at {@link dev.weir.bench.rules.RulesBench}. The {@link dev.weir.bench.rules.Rig} is the
 * assembled platform, an Envoy, an etcd and a kube-apiserver, each a process of its own; a {@link
 * dev.weir.bench.rules.Writer} edits, a {@link dev.weir.bench.rules.Probe} looks.
 */
@NullMarked
package dev.weir.bench.rules;

import org.jspecify.annotations.NullMarked;
