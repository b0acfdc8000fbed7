/** The SDK's layers on the JVM's memory. */
@NullMarked
package dev.weir.wasm.sdk;

import org.jspecify.annotations.NullMarked;
