/** A filter that the tests link and deliver. */
@NullMarked
package dev.weir.itests.envoy.program;

import org.jspecify.annotations.NullMarked;
