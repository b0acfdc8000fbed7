/** Decimal numbers as modules have them, beside the JVM's. */
@NullMarked
package org.teavm.classlib.impl.text;

import org.jspecify.annotations.NullMarked;
