package dev.weir.wasm.grpc;

import dev.weir.envoy.FilterDelivery;
import dev.weir.envoy.FilterModule;
import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.HookSpec;
import dev.weir.hook.Plane;
import dev.weir.rule.Rule;
import dev.weir.wasm.limits.hook.Configured;
import dev.weir.wasm.limits.hook.FilterCode;
import dev.weir.wasm.limits.hook.FilterSettings;
import dev.weir.wasm.limits.hook.Judgement;
import dev.weir.wasm.limits.hook.LeanRules;
import dev.weir.wasm.limits.hook.SliceJson;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Flow control of gRPC calls in Envoy, as a hook. */
@Component(
    service = Hook.class,
    configurationPid = GrpcFilter.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = GrpcFilter.Config.class)
public final class GrpcFilter implements Hook {

  static final String PID = "dev.weir.wasm.grpc";

  private static final String NAME = "grpc";
  private static final String MODULE = "/weir-grpc.wasm";
  private static final String LEAN = "/weir-grpc-lean.wasm";

  private final Judgement judgement;
  private final HookSpec spec;
  private final String vmId;
  private final Configured configured;
  private final FilterDelivery delivery;

  /** Where the filter goes. */
  @ObjectClassDefinition(name = "Weir gRPC filter", description = "Limits gRPC calls inside Envoy.")
  public @interface Config {

    /** Slot in the listener. */
    @AttributeDefinition(
        name = "Slot",
        description = "Name of the ECDS extension slot in the listener's filter chain.")
    String slot() default "weir-grpc";

    /** Who shares the windows. */
    @AttributeDefinition(
        name = "VM id",
        description = "Filters with the same VM id share their windows within a proxy.")
    String vm_id() default "weir";

    /** How much a VM may hold. */
    @AttributeDefinition(
        name = "Memory budget",
        description = "Most memory that each VM of the filter may hold, in MiB, 4 to 1024.",
        min = "4",
        max = "1024")
    int memory_budget() default 16;
  }

  @Activate
  public GrpcFilter(Config config, BundleContext bundle, @Reference FilterDelivery delivery) {
    this(
        spec(bundle.getBundle().getVersion().toString(), config.slot()),
        config.vm_id(),
        Configured.of(PID, () -> FilterSettings.memory(config.memory_budget())),
        delivery);
  }

  /**
   * The hook with its settings at hand.
   *
   * @param version of the filter
   * @param slot where it goes, by default
   * @param vmId filters with the same share their windows within a proxy
   * @param delivery what takes it there
   */
  public GrpcFilter(String version, String slot, String vmId, FilterDelivery delivery) {
    this(spec(version, slot), vmId, Configured.with(FilterSettings.DEFAULT), delivery);
  }

  private GrpcFilter(HookSpec spec, String vmId, Configured configured, FilterDelivery delivery) {
    this.spec = spec;
    this.configured = configured;
    this.vmId = vmId;
    this.delivery = delivery;
    this.judgement =
        new Judgement(true, GrpcResource::fault, () -> delivery.delivers(FilterModule.SERVICE));
  }

  private static HookSpec spec(String version, String slot) {
    return new HookSpec(NAME, version, Plane.PROXY, slot, "limits gRPC calls inside Envoy");
  }

  @Override
  public HookSpec spec() {
    return spec;
  }

  @Override
  public Ability judge(Rule rule) {
    return judgement.of(rule);
  }

  @Override
  public Attachment attach(String point) throws HookException {
    FilterSettings settings = configured.settings();
    SliceJson.load();
    byte[] code = FilterCode.read(GrpcFilter.class, MODULE);
    long mark = FilterCode.mark(code);
    FilterModule.Lean lean =
        new FilterModule.Lean(FilterCode.read(GrpcFilter.class, LEAN), LeanRules::suffice);
    FilterModule module =
        new FilterModule(NAME, spec.version(), FilterModule.Layer.HTTP, vmId, code, lean);
    return delivery.deliver(module, point, slice -> SliceJson.render(slice, settings, mark));
  }
}
