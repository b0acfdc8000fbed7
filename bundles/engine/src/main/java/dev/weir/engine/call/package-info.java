/**
 * A call, and what decides it: {@link dev.weir.engine.call.Entry} is the call, {@link
 * dev.weir.engine.call.Plan} the rules of its resource, each a {@link dev.weir.engine.call.Check}
 * that a {@link dev.weir.engine.call.Kind} compiled.
 *
 * <p>Start at {@code Plan}. Nothing here allocates per call, locks, or reads a clock.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.engine.call;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
