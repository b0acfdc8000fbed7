/**
 * Envoy as hooks see it: {@link dev.weir.envoy.FilterDelivery} puts a filter and its configuration
 * into every connected Envoy and takes it out again. The only bundle that speaks xDS.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.envoy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
