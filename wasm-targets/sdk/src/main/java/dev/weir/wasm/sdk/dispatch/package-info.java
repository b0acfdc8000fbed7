/**
 * The exports of the module. Each callback has a class of its own and is exported if and only if
 * the filter names that class: a callback that is there is called for every request and costs.
 * Nothing is thrown to the host: what a filter throws is logged, a bounded number of times, and
 * answered with the result that lets traffic go on or keeps the configuration.
 */
@NullMarked
package dev.weir.wasm.sdk.dispatch;

import org.jspecify.annotations.NullMarked;
