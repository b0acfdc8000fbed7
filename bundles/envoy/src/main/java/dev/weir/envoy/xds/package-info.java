/**
 * The xDS server. {@link dev.weir.envoy.xds.Slots} is what is in force in each ECDS slot and who
 * has accepted it; {@link dev.weir.envoy.xds.Subscriber} is one Envoy's stream, whichever of the
 * two protocol variants it speaks ({@link dev.weir.envoy.xds.WholeStream state of the world},
 * {@link dev.weir.envoy.xds.DeltaStream delta}); {@link dev.weir.envoy.xds.XdsServer} owns the
 * port. Start with {@code Slots}.
 *
 * <p>It serves one resource type, {@code TypedExtensionConfig}, and leaves every other type to
 * Envoy's other sources. It never looks into a resource.
 *
 * @see <a href="https://www.envoyproxy.io/docs/envoy/v1.40.0/api-docs/xds_protocol">The xDS
 *     protocol</a>
 */
@NullMarked
package dev.weir.envoy.xds;

import org.jspecify.annotations.NullMarked;
