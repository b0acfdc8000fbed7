/**
 * Rules back to a document: {@link dev.weir.opensergo.print.RulePrinter} writes the objects of
 * {@code weir.dev} that give the same rules when they are read. It never loses a field: what the
 * reader makes of a printed rule equals the rule.
 */
@NullMarked
package dev.weir.opensergo.print;

import org.jspecify.annotations.NullMarked;
