package dev.weir.dropin;

import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.libbpf.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers a hook in the name of every bundle that is an object and nothing else. */
@Component(
    immediate = true,
    service = {},
    configurationPid = "dev.weir.dropin",
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = DropInExtender.Config.class)
public final class DropInExtender implements BundleTrackerCustomizer<ServiceRegistration<Hook>> {

  private static final Logger LOG = LoggerFactory.getLogger(DropInExtender.class);

  private final BundleTracker<ServiceRegistration<Hook>> tracker;
  private final Kernel kernel;
  private final String device;
  private final DropInSettings settings;

  /** Settings. */
  @ObjectClassDefinition(name = "Weir: drop-in")
  public @interface Config {

    /** Where programs of interfaces are attached. */
    @AttributeDefinition(
        description = "Interface of dropped programs, until weir:attach names another")
    String interface$() default "weir0";

    /** Values of settings. */
    @AttributeDefinition(
        description = "Values of const volatile integers of dropped programs: HOOK.VARIABLE=NUMBER")
    String[] settings() default {};
  }

  @Activate
  public DropInExtender(BundleContext context, Config config, @Reference Kernel kernel) {
    this.kernel = kernel;
    this.device = config.interface$();
    this.settings = DropInSettings.parse(config.settings());
    this.tracker = new BundleTracker<>(context, Bundle.ACTIVE, this);
    tracker.open();
  }

  @Deactivate
  void deactivate() {
    tracker.close();
  }

  @Override
  public @Nullable ServiceRegistration<Hook> addingBundle(Bundle bundle, BundleEvent event) {
    String name = bundle.getHeaders("").get(ObjectBundle.HEADER);
    URL entry = name == null ? null : bundle.getEntry(ObjectBundle.ENTRY);
    BundleContext context = bundle.getBundleContext();
    if (name == null || entry == null || context == null) {
      return null;
    }
    try (InputStream in = entry.openStream()) {
      DroppedObject object = DroppedObject.read(name, in.readNBytes(DroppedObject.MAX_BYTES));
      String version = bundle.getVersion().toString();
      Hook hook = new DroppedHook(object, version, device, settings.of(name), kernel);
      return context.registerService(Hook.class, hook, null);
    } catch (IOException | HookException | IllegalArgumentException e) {
      LOG.error("bundle {} is no hook: {}", bundle.getSymbolicName(), e.getMessage());
      return null;
    }
  }

  @Override
  public void modifiedBundle(
      Bundle bundle, BundleEvent event, ServiceRegistration<Hook> registration) {}

  @Override
  public void removedBundle(
      Bundle bundle, BundleEvent event, ServiceRegistration<Hook> registration) {
    try {
      registration.unregister();
    } catch (IllegalStateException e) {
      // The framework has unregistered it with its bundle.
      LOG.debug("{} was unregistered before", bundle.getSymbolicName());
    }
  }
}
