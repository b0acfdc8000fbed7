/**
 * OpenSergo's and Weir's documents to rules.
 *
 * <p>{@link dev.weir.opensergo.OpenSergoFormat} is the {@link dev.weir.hook.RuleFormat}: text
 * becomes a tree with positions ({@code tree}), the tree becomes objects ({@code kind}), and {@link
 * dev.weir.opensergo.Catalog} binds the objects of all documents together. A document with any
 * error gives no rules, and neither does one that refers to it.
 */
@NullMarked
package dev.weir.opensergo;

import org.jspecify.annotations.NullMarked;
