/**
 * Decimal numbers in Wasm: stands in for TeaVM's own, whose tables of powers take 20 KB of every
 * module. Found first, because this linker's jar comes first.
 */
@NullMarked
package org.teavm.classlib.impl.text;

import org.jspecify.annotations.NullMarked;
