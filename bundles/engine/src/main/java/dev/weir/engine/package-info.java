/**
 * Sentinel's semantics as a function of rules, clock and signals.
 *
 * <p>Start at {@link dev.weir.engine.Engine}. Below it: {@code call} is a call and what decides it,
 * {@code cell} is what changes, and each kind of rule has a package of its own. No I/O, no threads,
 * no reflection, no allocation and no lock in a decision: the same classes run on the JVM and,
 * through TeaVM, in the proxy.
 *
 * <p>{@link dev.weir.engine.FlowNode} with its {@link dev.weir.engine.LeapArray windows} is the
 * form that lives in one {@code long[]}, which a host may keep elsewhere.
 */
@Export
@Version("0.2.0")
@NullMarked
package dev.weir.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
