/**
 * The story of Weir, told on real traffic and checked line by line: {@code ./weir demo}.
 *
 * <p>Start at {@link dev.weir.story.Demo}. A {@link dev.weir.story.Chapter} is one line of the
 * story; it acts on a {@link dev.weir.story.stage.Stage}, sends traffic whose every packet is
 * accounted for ({@link dev.weir.story.traffic}) and holds what it sees against what must be seen
 * in the {@link dev.weir.story.Report}. Nothing here knows Weir's classes: it comes through the
 * doors that a user has.
 */
@NullMarked
package dev.weir.story;

import org.jspecify.annotations.NullMarked;
