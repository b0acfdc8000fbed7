/** Tests of the Config Admin source, with a Config Admin in memory and the real format. */
@NullMarked
package dev.weir.source.config;

import org.jspecify.annotations.NullMarked;
