package dev.weir.testbed;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of the running kernel, as root. It is skipped, with a plain word, where root is missing or
 * the kernel is older than Linux 6.6, and for no other reason. After each test the kernel must hold
 * what it held before: no program, map, link or pin more.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({KernelTestExtension.class, ResidueExtension.class})
public @interface KernelTest {}
