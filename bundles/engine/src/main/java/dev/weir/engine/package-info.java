/**
 * Sentinel's semantics as a pure function of rules, clock and signals.
 *
 * <p>Start at {@link dev.weir.engine.Engine}. A {@link dev.weir.engine.FlowNode} is one resource
 * with its rules; its {@link dev.weir.engine.LeapArray windows} live in one {@code long[]} that a
 * host may keep elsewhere (the Wasm filter keeps it in Envoy's shared data). No I/O, no threads, no
 * reflection, no allocation in a decision: the same classes run on the JVM and, through TeaVM, in
 * the proxy. An engine has one owner; it takes no locks.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
