/**
 * Rules from custom resources of Kubernetes.
 *
 * <p>{@link dev.weir.source.kubernetes.KubernetesRuleSource} is the {@link
 * dev.weir.hook.RuleSource}. While it is open, {@link dev.weir.source.kubernetes.Discovery} looks
 * for the kinds that are installed; for each a {@link dev.weir.source.kubernetes.Follow} lists and
 * watches the objects onto one {@link dev.weir.source.kubernetes.Shelf}; {@link
 * dev.weir.source.kubernetes.Teller} delivers what stands there; and {@link
 * dev.weir.source.kubernetes.StatusWriter} writes back what became of each object. This is the only
 * room that knows the client. Nothing here reads what a specification says.
 */
@NullMarked
package dev.weir.source.kubernetes;

import org.jspecify.annotations.NullMarked;
