/**
 * Delivery of a filter to the real Envoy. {@link dev.weir.itests.envoy.Stage} puts up an upstream,
 * an Envoy of the sample configuration and the bundle's components; {@link
 * dev.weir.itests.envoy.Quota} is the filter that is delivered; {@link dev.weir.itests.envoy.Load}
 * asks without pause and says what came back.
 */
@NullMarked
package dev.weir.itests.envoy;

import org.jspecify.annotations.NullMarked;
