/** What the hook says and delivers. */
@NullMarked
package dev.weir.wasm.service;

import org.jspecify.annotations.NullMarked;
