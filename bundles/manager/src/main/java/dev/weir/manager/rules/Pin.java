package dev.weir.manager.rules;

import java.util.Map;

/**
 * An earlier set that was rolled back to: it holds, whatever the sources bring, until it is
 * released.
 *
 * @param revision the number that it had
 * @param since when it was rolled back to, in milliseconds since the epoch
 * @param states of the sources as they were in that revision
 */
record Pin(long revision, long since, Map<String, SourceState> states) {}
