/** The daemon's metric log without a framework. */
@NullMarked
package dev.weir.metric.signals;

import org.jspecify.annotations.NullMarked;
