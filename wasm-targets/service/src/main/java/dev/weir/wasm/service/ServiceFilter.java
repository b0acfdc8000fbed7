package dev.weir.wasm.service;

import dev.weir.envoy.FilterDelivery;
import dev.weir.envoy.FilterModule;
import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Plane;
import dev.weir.rule.Rule;
import dev.weir.wasm.limits.hook.FilterCode;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Figures of the host for the filters in Envoy, and their counts for the daemon, as a hook that
 * limits nothing itself.
 */
@Component(
    service = Hook.class,
    configurationPid = "dev.weir.wasm.service",
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = ServiceFilter.Config.class)
public final class ServiceFilter implements Hook {

  private static final String MODULE = "/weir-service.wasm";
  private static final String PURPOSE =
      "brings figures of the host to the filters inside Envoy, reports what they count";

  private final HookSpec spec;
  private final String vmId;
  private final String cluster;
  private final FilterDelivery delivery;

  /** Where it goes. */
  @ObjectClassDefinition(
      name = "Weir service",
      description =
          "Brings figures of the host to the filters inside Envoy, and reports what they count.")
  public @interface Config {

    /** Slot in a listener. */
    @AttributeDefinition(
        name = "Slot",
        description = "Name of the ECDS extension slot, in a listener that takes no connection.")
    String slot() default "weir-service";

    /** Who reads the figures. */
    @AttributeDefinition(
        name = "VM id",
        description = "Filters with the same VM id see the figures.")
    String vm_id() default "weir";

    /** How to get to the daemon. */
    @AttributeDefinition(
        name = "Cluster",
        description = "Name of Envoy's cluster that leads to Weir's xDS port.")
    String cluster() default "weir-xds";
  }

  @Activate
  public ServiceFilter(Config config, BundleContext bundle, @Reference FilterDelivery delivery) {
    this(
        new HookSpec(
            FilterModule.SERVICE,
            bundle.getBundle().getVersion().toString(),
            Plane.PROXY,
            config.slot(),
            PURPOSE),
        config.vm_id(),
        config.cluster(),
        delivery);
  }

  /**
   * The hook with its settings at hand.
   *
   * @param version of the service
   * @param vmId filters with the same see the figures
   * @param cluster leads to the daemon
   * @param delivery what takes it to its slot
   */
  public ServiceFilter(String version, String vmId, String cluster, FilterDelivery delivery) {
    this(
        new HookSpec(FilterModule.SERVICE, version, Plane.PROXY, "weir-service", PURPOSE),
        vmId,
        cluster,
        delivery);
  }

  private ServiceFilter(HookSpec spec, String vmId, String cluster, FilterDelivery delivery) {
    this.spec = spec;
    this.vmId = vmId;
    this.cluster = cluster;
    this.delivery = delivery;
  }

  @Override
  public HookSpec spec() {
    return spec;
  }

  @Override
  public Ability judge(Rule rule) {
    return Ability.no("it brings figures and does not limit");
  }

  @Override
  public Attachment attach(String point) throws HookException {
    FilterModule module =
        new FilterModule(
            FilterModule.SERVICE,
            spec.version(),
            FilterModule.Layer.NETWORK,
            vmId,
            FilterCode.read(ServiceFilter.class, MODULE));
    String configuration = cluster;
    return delivery.deliver(module, point, slice -> configuration);
  }
}
