package dev.weir.manager.control;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Config Admin PID {@value ModuleManager#PID}. */
@ObjectClassDefinition(name = "Weir manager", description = "Hooks, placement and signals.")
@interface Settings {

  @AttributeDefinition(
      name = "kernel.enabled",
      description =
          "Whether hooks of the driver and the kernel may attach. Off: user space takes over.")
  boolean kernel_enabled() default true;

  @AttributeDefinition(
      name = "linger.ms",
      min = "0",
      max = "60000",
      description =
          "How long a hook stays in place after its bundle stopped, so that an update takes over"
              + " without a gap. An uninstalled bundle's hook goes at once.")
  long linger_ms() default 1_000;

  @AttributeDefinition(
      name = "poll.ms",
      min = "10",
      max = "1000",
      description = "How often signals are read.")
  long poll_ms() default 100;
}
