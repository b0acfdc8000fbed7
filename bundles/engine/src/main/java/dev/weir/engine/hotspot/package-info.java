/**
 * Hot parameters: sentinel-golang v1.0.4, core/hotspot.
 *
 * <p>Start at {@link dev.weir.engine.hotspot.HotspotCheck}, one rule; its counter counts the calls
 * of each value in a bounded table, in which a value is known by its {@link
 * dev.weir.engine.call.ParamHash}. A known value is decided without lock and without allocation; a
 * new one is put in place by one thread at a time.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.engine.hotspot;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
