/**
 * A BPF object ({@code NAME.bpf.o}) or its source ({@code NAME.bpf.c}) in the deploy folder becomes
 * a hook; the file removed, the hook is gone.
 *
 * <p>Start at {@link dev.weir.dropin.BpfTransformer}: the folder's watcher asks it to make a bundle
 * of the file. {@link dev.weir.dropin.DropInExtender} finds such bundles when they start and
 * registers a {@link dev.weir.dropin.DroppedHook} in their name, so that they are updated and
 * uninstalled like any other. What is wrong with a file is found before there is a bundle: what was
 * in force stays.
 */
@NullMarked
package dev.weir.dropin;

import org.jspecify.annotations.NullMarked;
