/**
 * The life of a hook: {@link dev.weir.manager.hooks.HookRecord} is what the manager did with one,
 * {@link dev.weir.manager.hooks.HookRoster} all of them. Attaching, swapping, lingering and
 * detaching are here; which rules a hook gets is not.
 */
@NullMarked
package dev.weir.manager.hooks;

import org.jspecify.annotations.NullMarked;
