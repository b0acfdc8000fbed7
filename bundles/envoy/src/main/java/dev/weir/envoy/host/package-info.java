/**
 * Figures of the host for the proxies on it: {@link dev.weir.hook.host.ProcHost} reads them from
 * /proc, {@link dev.weir.envoy.host.HostService} answers Weir's service in each Envoy, at the xDS
 * port. What comes with its calls, counts of the filters, is the {@link
 * dev.weir.envoy.host.WasmSignals}; {@link dev.weir.envoy.host.Quotas} shares out among all Envoys
 * the thresholds that hold over all of them. Nothing here decides what the figures mean.
 */
@NullMarked
package dev.weir.envoy.host;

import org.jspecify.annotations.NullMarked;
