/** Tests of the file source, on a real folder. */
@NullMarked
package dev.weir.source.file;

import org.jspecify.annotations.NullMarked;
