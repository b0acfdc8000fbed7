/** Weir's commands in Karaf's shell: what may be typed next. */
@NullMarked
package dev.weir.shell.karaf;

import org.jspecify.annotations.NullMarked;
