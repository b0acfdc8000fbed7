/**
 * What is allowed on a resource: immutable records that validate themselves, and {@link
 * dev.weir.rule.RuleSet}, the numbered snapshot that every plane receives.
 *
 * <p>Start at {@link dev.weir.rule.Rule}. Nothing here does I/O, reads a clock or uses reflection:
 * the same classes run on the JVM and, compiled by TeaVM, in the proxy. That also keeps {@code
 * String.format}, {@code split}, regular expressions and streams out.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.rule;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
