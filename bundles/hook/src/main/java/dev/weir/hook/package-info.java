/**
 * The SPI: what a bundle implements to plug into Weir.
 *
 * <p>Rules go down: a {@link dev.weir.hook.RuleSource} delivers {@link dev.weir.hook.Document}s, a
 * {@link dev.weir.hook.RuleFormat} reads them, and each {@link dev.weir.hook.Hook} says which rules
 * it can enforce and, once attached, takes its slice through its {@link dev.weir.hook.Attachment}.
 * Signals go up: a {@link dev.weir.hook.SignalSource} is read many times a second.
 *
 * <p>All four are OSGi services that the manager picks up when they appear and lets go when they
 * vanish (whiteboard). The manager calls every one of them from a single thread; none needs a lock
 * for the manager's sake.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.hook;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
