/**
 * Circuit breakers: sentinel-golang v1.0.4, core/circuitbreaker.
 *
 * <p>Start at {@link dev.weir.engine.breaker.CircuitBreaker}, one rule with its state machine; a
 * {@link dev.weir.engine.breaker.BreakerWindow} is what it counted, a {@link
 * dev.weir.engine.breaker.BreakerCheck} puts it into the plan of a resource. All that changes lies
 * in {@link dev.weir.engine.cell.Cells}. No locks, no clock, and no allocation but for a change of
 * state.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.engine.breaker;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
