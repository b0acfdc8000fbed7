/** A bundle with one hook, for tests that install it into a running platform. */
@NullMarked
package dev.weir.itests.karaf.hot;

import org.jspecify.annotations.NullMarked;
