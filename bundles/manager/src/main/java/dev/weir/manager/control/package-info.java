/**
 * The one thread on which everything happens, and the OSGi component around it. Start at {@link
 * dev.weir.manager.control.ModuleManager}.
 */
@NullMarked
package dev.weir.manager.control;

import org.jspecify.annotations.NullMarked;
