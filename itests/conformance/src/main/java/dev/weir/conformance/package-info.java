/**
 * Weir's engine beside sentinel-golang v1.0.4, decision for decision.
 *
 * <p>{@link dev.weir.conformance.Oracle} runs the Go program of this module, which drives Sentinel
 * under a virtual clock; {@link dev.weir.conformance.Differ} plays the cases that it makes on Weir
 * and compares; {@link dev.weir.conformance.Shrinker} makes a difference small. {@link
 * dev.weir.conformance.Conformance} is the program that people run.
 */
@NullMarked
package dev.weir.conformance;

import org.jspecify.annotations.NullMarked;
