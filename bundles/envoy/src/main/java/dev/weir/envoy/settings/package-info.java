/** The settings that the components of this bundle share: {@link EnvoyConfig}. */
@NullMarked
package dev.weir.envoy.settings;

import org.jspecify.annotations.NullMarked;
