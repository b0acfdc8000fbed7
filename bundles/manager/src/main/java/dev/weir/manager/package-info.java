/**
 * The kernel-module manager as its users see it: {@link dev.weir.manager.Manager} and the views it
 * gives, immutable and taken at one moment.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.manager;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
