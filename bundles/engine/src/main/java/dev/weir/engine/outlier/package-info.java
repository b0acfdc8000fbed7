/**
 * Outlier ejection: sentinel-golang at f7a7f95, core/outlier. Each node (address) of a resource has
 * a circuit breaker of its own, and whoever balances load leaves out those that are open.
 *
 * <p>Start at {@link dev.weir.engine.outlier.OutlierNodes}. No threads: {@link
 * dev.weir.engine.outlier.OutlierNodes#tick} forgets and asks, {@link
 * dev.weir.engine.outlier.RecoveryProbe} is how the host asks a node whether it is back.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.engine.outlier;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
