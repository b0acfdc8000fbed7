/**
 * The scenario tables and their reader, in the test jar: an engine implements {@link
 * dev.weir.engine.scenario.Subject} and is held to all of them.
 */
@NullMarked
package dev.weir.engine.scenario;

import org.jspecify.annotations.NullMarked;
