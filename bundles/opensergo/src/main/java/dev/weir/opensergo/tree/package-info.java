/**
 * Text to a tree whose every value knows its line and column, and the typed reading of that tree.
 *
 * <p>{@link dev.weir.opensergo.tree.YamlTree} and {@link dev.weir.opensergo.tree.JsonTree} build
 * {@link dev.weir.opensergo.tree.Node}s within the bounds of {@link
 * dev.weir.opensergo.tree.Budget}; {@link dev.weir.opensergo.tree.Fields} and {@link
 * dev.weir.opensergo.tree.Field} take values out of them. What is wrong goes to {@link
 * dev.weir.opensergo.tree.Problems}; nothing here throws for what a text contains.
 */
@NullMarked
package dev.weir.opensergo.tree;

import org.jspecify.annotations.NullMarked;
