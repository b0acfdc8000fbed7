/**
 * The metric log of the daemon: what the manager's signals have grown by in every second, whichever
 * plane counted them.
 *
 * <p>Start at {@link dev.weir.metric.signals.SignalLog}. Nothing here decides a call or holds up
 * the manager: it is asked for a view once a second.
 */
@NullMarked
package dev.weir.metric.signals;

import org.jspecify.annotations.NullMarked;
