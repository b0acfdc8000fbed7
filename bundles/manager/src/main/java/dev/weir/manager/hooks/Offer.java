package dev.weir.manager.hooks;

import dev.weir.hook.Hook;

/**
 * A hook service, and the bundle that offers it.
 *
 * @param hook the service
 * @param bundle id of its bundle
 */
public record Offer(Hook hook, long bundle) {}
