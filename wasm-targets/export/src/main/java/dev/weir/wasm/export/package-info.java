/**
 * What {@code ./weir export} runs: rules, and the filters that enforce them, as files for an Envoy
 * or an Istio mesh that no daemon is connected to. Start at {@link dev.weir.wasm.export.Export}.
 *
 * <p>The filters' own hooks judge the rules and render their configuration, so what is exported is
 * what the daemon would deliver. Nothing is sent anywhere: it reads the files that it is given and
 * writes into the folder that it is given.
 */
@NullMarked
package dev.weir.wasm.export;

import org.jspecify.annotations.NullMarked;
