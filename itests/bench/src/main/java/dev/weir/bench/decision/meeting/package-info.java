/**
 * Two threads at one resource: what they get done in those stretches of time in which both had a
 * core, so that other work on the machine is not in the figure.
 *
 * <p>Start at {@link dev.weir.bench.decision.meeting.Meeting}. Nothing here has a goal of its own.
 */
@NullMarked
package dev.weir.bench.decision.meeting;

import org.jspecify.annotations.NullMarked;
