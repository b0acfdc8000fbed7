/**
 * What TeaVM's class library lacks of {@code java.util.concurrent.atomic}, in the package where
 * TeaVM looks for it. Of one thread; never run on the JVM.
 */
@NullMarked
package org.teavm.classlib.java.util.concurrent.atomic;

import org.jspecify.annotations.NullMarked;
