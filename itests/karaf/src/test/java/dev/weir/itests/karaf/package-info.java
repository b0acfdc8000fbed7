/**
 * The assembled distribution. {@link dev.weir.itests.karaf.FirstStartIT} starts it as an operator
 * would; {@link dev.weir.itests.karaf.PlatformIT} looks at it from within.
 */
@NullMarked
package dev.weir.itests.karaf;

import org.jspecify.annotations.NullMarked;
