/**
 * Sentinel's semantics as a function of rules, clock and signals.
 *
 * <p>Start at {@link dev.weir.engine.Engine}. Below it: {@code call} is a call and what decides it,
 * {@code cell} is what changes, and each kind of rule has a package of its own. No I/O, no threads,
 * no reflection, no allocation and no lock in a decision: the same classes run on the JVM and,
 * through TeaVM, in the proxy.
 *
 * <p>{@link dev.weir.engine.HostedResource} is the form whose cells a host keeps elsewhere.
 */
@Export
@Version("0.3.0")
@NullMarked
package dev.weir.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
