/**
 * Filters into Envoy. {@link dev.weir.envoy.delivery.EcdsDelivery} is the service that hooks use,
 * {@link dev.weir.envoy.delivery.DeliveredFilter} the attachment they get, {@link
 * dev.weir.envoy.delivery.Resources} the messages that Envoy reads. {@link
 * dev.weir.envoy.delivery.XdsEndpoint} opens the port that Envoy connects to.
 *
 * <p>Service and port are two components, so that a port that is changed or taken does not make
 * hooks go.
 */
@NullMarked
package dev.weir.envoy.delivery;

import org.jspecify.annotations.NullMarked;
