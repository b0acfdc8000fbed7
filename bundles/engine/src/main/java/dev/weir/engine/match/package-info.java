/**
 * Patterns for resource names, matched in time linear in the name: RE2's syntax, as Go's regexp has
 * it and sentinel-golang uses it.
 *
 * <p>Start at {@link dev.weir.engine.match.NamePattern}. A pattern is parsed to a {@link
 * dev.weir.engine.match.Node} tree and compiled to a {@link dev.weir.engine.match.Program}, which
 * runs all alternatives at once (K. Thompson, Regular expression search algorithm, 1968). No
 * backtracking, no reference to java.util.regex.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.engine.match;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
