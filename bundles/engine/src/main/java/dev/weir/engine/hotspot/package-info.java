/**
 * Hot parameters: sentinel-golang v1.0.4, core/hotspot.
 *
 * <p>Start at {@link dev.weir.engine.hotspot.Hotspots}, the hotspot rules of one resource; a {@link
 * dev.weir.engine.hotspot.HotspotCheck} is one rule, its {@link dev.weir.engine.hotspot.ParamTable}
 * the values that it tells apart, each known by its {@link dev.weir.engine.hotspot.ParamHash}. A
 * known value is decided without lock and without allocation; a new one is put in place by one
 * thread at a time.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.engine.hotspot;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
