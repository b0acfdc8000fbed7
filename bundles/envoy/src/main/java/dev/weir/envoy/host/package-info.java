/**
 * Figures of the host for the proxies on it: {@link dev.weir.hook.host.ProcHost} reads them from
 * /proc, {@link dev.weir.envoy.host.HostService} answers Weir's service in each Envoy, at the xDS
 * port. What comes with its calls, counts of the filters, is the {@link
 * dev.weir.envoy.host.WasmSignals}. Nothing here decides what the figures mean.
 */
@NullMarked
package dev.weir.envoy.host;

import org.jspecify.annotations.NullMarked;
