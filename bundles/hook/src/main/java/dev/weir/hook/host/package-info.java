/**
 * Figures of the host that this runs on, which system and memory-adaptive rules look at. Start at
 * {@link dev.weir.hook.host.ProcHost}. Nothing here decides what the figures mean.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.hook.host;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
