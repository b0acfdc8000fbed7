/**
 * Events of OSGi for what happens to hooks. Its one class is loaded only where there is an
 * EventAdmin.
 */
@NullMarked
package dev.weir.manager.events;

import org.jspecify.annotations.NullMarked;
