/**
 * The fields of Sentinel's rules, read once for all formats that write them: Sentinel Go's JSON,
 * {@code datasource.sentinel.io}, and Weir's own kinds.
 *
 * <p>Start at {@link dev.weir.opensergo.sentinel.SentinelKind}, the kinds of rules; each has a
 * class that reads its fields into a {@link dev.weir.opensergo.sentinel.Draft}. How a format writes
 * words and shares is its {@link dev.weir.opensergo.sentinel.Dialect}. What is valid is what the
 * {@code IsValidRule} functions of sentinel-golang let through, and what they let through without
 * ever enforcing it (a strategy that nobody has) is refused. Nothing here knows where in a document
 * the rules stand, or gives them an id.
 */
@NullMarked
package dev.weir.opensergo.sentinel;

import org.jspecify.annotations.NullMarked;
