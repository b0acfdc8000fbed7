/**
 * The source on a real Kubernetes API server: {@link dev.weir.source.kubernetes.ApiServer} starts
 * and breaks it, {@link dev.weir.source.kubernetes.FaultProxy} answers in its place.
 */
@NullMarked
package dev.weir.source.kubernetes;

import org.jspecify.annotations.NullMarked;
