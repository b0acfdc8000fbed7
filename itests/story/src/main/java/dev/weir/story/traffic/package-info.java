/**
 * Clients whose traffic is exact: each knows how much it sent and what became of it.
 *
 * <p>{@link dev.weir.story.traffic.Client} is a program of its own, so that it can live in another
 * network namespace than the story; a {@link dev.weir.story.traffic.Job} tells it what to send and
 * it answers with one line of JSON. The sinks are the other end, in the story's own process.
 * Nothing here knows Weir.
 */
@NullMarked
package dev.weir.story.traffic;

import org.jspecify.annotations.NullMarked;
