package dev.weir.envoy.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings under the PID {@value #PID}. */
@ObjectClassDefinition(name = "Weir Envoy", description = "xDS server and Envoy's statistics")
public @interface EnvoyConfig {

  /** The PID. */
  String PID = "dev.weir.envoy";

  /** Where Envoys connect to; there is no TLS, so it should stay on loopback. */
  @AttributeDefinition(name = "xDS address", description = "Address that the xDS server listens at")
  String xds_address() default "127.0.0.1";

  /** Its port; 0 for any. */
  @AttributeDefinition(name = "xDS port", min = "0", max = "65535")
  int xds_port() default 18000;

  /** How long a change waits for the answers of the connected Envoys, in milliseconds. */
  @AttributeDefinition(name = "Answer timeout in ms", min = "1", max = "60000")
  int xds_timeout() default 2000;

  /**
   * How long after the start a slot that no hook has spoken for is left as Envoy has it, in
   * milliseconds. After that the filter of a hook that did not come back is taken out.
   */
  @AttributeDefinition(name = "Settle time in ms", min = "0", max = "600000")
  int xds_settle() default 15_000;

  /** Admin addresses of the Envoys whose statistics are read, HOST:PORT, separated by commas. */
  @AttributeDefinition(name = "Admin addresses", description = "HOST:PORT, separated by commas")
  String envoy_admin() default "127.0.0.1:9901";

  /** Pause between two readings of the statistics, in milliseconds. */
  @AttributeDefinition(name = "Pause between readings in ms", min = "10", max = "1000")
  int envoy_stats_interval() default 250;
}
