/**
 * Rules from the keys of etcd.
 *
 * <p>{@link dev.weir.source.etcd.EtcdRuleSource} is the {@link dev.weir.hook.RuleSource}; while it
 * is open a {@link dev.weir.source.etcd.Follow} runs, which reads every key at one revision ({@link
 * dev.weir.source.etcd.FreshRead}), watches from the revision after it ({@link
 * dev.weir.source.etcd.Watches}), and begins anew with a fresh read whenever anything breaks. This
 * is the only room that knows jetcd. Nothing here reads what a value says.
 */
@NullMarked
package dev.weir.source.etcd;

import org.jspecify.annotations.NullMarked;
