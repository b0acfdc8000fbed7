/**
 * A proxy on the JVM, for tests of filters: strict where Envoy is lenient, and with a clock that
 * stands still.
 *
 * <p>A {@link dev.weir.wasm.host.MockProxy} is the process: clock, shared data, metrics, log. Each
 * {@link dev.weir.wasm.host.EndiveVm} is a worker's VM in it, running the very module that Envoy
 * runs, in Endive. {@link dev.weir.wasm.host.MockHostCalls} are the host's functions; it lists
 * every one that a filter may import, and a call at the wrong moment, of an unknown metric, map or
 * buffer, or outside of memory is an error. A filter can also be run on the JVM against the same
 * calls.
 */
@NullMarked
package dev.weir.wasm.host;

import org.jspecify.annotations.NullMarked;
