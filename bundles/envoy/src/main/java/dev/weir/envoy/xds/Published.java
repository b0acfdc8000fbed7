package dev.weir.envoy.xds;

import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import java.util.zip.CRC32;

/**
 * What is in force in a slot, numbered.
 *
 * @param number grows with every publication in any slot, from 1
 * @param resource named as the slot
 * @param version the number and a checksum of the content, so that a number from before a restart
 *     of the server is not mistaken for one after it
 */
public record Published(long number, TypedExtensionConfig resource, String version) {

  static Published of(long number, TypedExtensionConfig resource) {
    CRC32 checksum = new CRC32();
    checksum.update(resource.toByteArray());
    return new Published(number, resource, number + "-" + Long.toHexString(checksum.getValue()));
  }

  /** Name of the slot. */
  public String slot() {
    return resource.getName();
  }
}
