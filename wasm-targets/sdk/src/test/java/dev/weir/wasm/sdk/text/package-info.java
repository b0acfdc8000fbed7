/** UTF-8 against the JVM's. */
@NullMarked
package dev.weir.wasm.sdk.text;

import org.jspecify.annotations.NullMarked;
