/**
 * Pages of the documentation as what they give to try, and the shell in which it is tried. Start at
 * {@link dev.weir.story.page.Page}.
 */
@NullMarked
package dev.weir.story.page;

import org.jspecify.annotations.NullMarked;
