/**
 * {@code ./weir bench envoy}: what a request costs in Envoy without a filter, with Envoy's own
 * limiter and with Weir's filter, in CPU time.
 *
 * <p>Start at {@link dev.weir.bench.envoy.EnvoyBench}. One Envoy of one worker has a listener for
 * each subject; they take turns under the same load, so that whatever else the machine does falls
 * on all alike.
 */
@NullMarked
package dev.weir.bench.envoy;

import org.jspecify.annotations.NullMarked;
