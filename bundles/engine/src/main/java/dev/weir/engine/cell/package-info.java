/**
 * What changes: {@link dev.weir.engine.cell.Cells} are longs that threads share, a {@link
 * dev.weir.engine.cell.Ring} is a sliding window in some of them, a {@link
 * dev.weir.engine.cell.StatNode} the statistics of a resource.
 *
 * <p>Start at {@link dev.weir.engine.cell.Stamped}, which is how a count is kept without locks.
 * Nothing here knows rules.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.engine.cell;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
