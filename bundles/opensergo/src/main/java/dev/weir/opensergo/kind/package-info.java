/**
 * The kinds of objects: one small class each, listed in {@link dev.weir.opensergo.kind.Kinds}.
 *
 * <p>A {@link dev.weir.opensergo.kind.Kind} reads one object into its {@link
 * dev.weir.opensergo.kind.Meaning}: a {@link dev.weir.opensergo.kind.Strategy} or a {@link
 * dev.weir.opensergo.kind.Action} that others refer to, or a {@link
 * dev.weir.opensergo.kind.Binding} that gives rules. {@link dev.weir.opensergo.kind.ObjectReader}
 * reads what all objects share and picks the kind. To add a kind, write its class and list it.
 */
@NullMarked
package dev.weir.opensergo.kind;

import org.jspecify.annotations.NullMarked;
