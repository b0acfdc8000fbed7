package dev.weir.manager.control;

import dev.weir.hook.Document;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.Remains;
import dev.weir.hook.RuleFormat;
import dev.weir.hook.RuleSink;
import dev.weir.hook.RuleSource;
import dev.weir.hook.SignalSource;
import dev.weir.hook.host.ProcHost;
import dev.weir.manager.CapabilityView;
import dev.weir.manager.ExplainView;
import dev.weir.manager.HookListener;
import dev.weir.manager.HookView;
import dev.weir.manager.Manager;
import dev.weir.manager.RevisionView;
import dev.weir.manager.RulesView;
import dev.weir.manager.SignalView;
import dev.weir.manager.SwitchView;
import dev.weir.manager.hooks.Offer;
import dev.weir.manager.rules.LastKnownGood;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel-module manager as an OSGi component: hears hooks, sources, formats and bundles come
 * and go, and hands each event to the {@link ControlLoop}. Nothing is decided here.
 */
@Component(
    service = Manager.class,
    immediate = true,
    configurationPid = ModuleManager.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = Settings.class)
public final class ModuleManager implements Manager, BundleListener {

  private static final Logger LOG = LoggerFactory.getLogger(ModuleManager.class);

  static final String PID = "dev.weir.manager";

  private final BundleContext bundles;
  private final ControlLoop loop;
  private final IdentityHashMap<Hook, Offer> offers = new IdentityHashMap<>();

  @Activate
  public ModuleManager(BundleContext bundles, Settings settings) {
    this.bundles = bundles;
    this.loop =
        new ControlLoop(
            settings.poll_ms(),
            new ControlLoop.Ground(
                new LastKnownGood(lastKnownGood(bundles)),
                new ProcHost(),
                () -> bundles.getBundle(0).getState() == Bundle.STOPPING));
    configure(settings);
    bundles.addBundleListener(this);
  }

  /** In the data folder of Karaf, else in that of this bundle. */
  private static Path lastKnownGood(BundleContext bundles) {
    String data = bundles.getProperty("karaf.data");
    return data == null
        ? bundles.getDataFile("last-known-good").toPath()
        : Path.of(data, "weir", "last-known-good");
  }

  @Modified
  void modified(Settings settings) {
    configure(settings);
  }

  private void configure(Settings settings) {
    loop.configure(settings.kernel_enabled(), settings.linger_ms(), settings.poll_ms());
  }

  @Deactivate
  void deactivate() {
    bundles.removeBundleListener(this);
    loop.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addHook(ServiceReference<Hook> reference, Hook hook) {
    Offer offer = new Offer(hook, reference.getBundle().getBundleId());
    synchronized (offers) {
      offers.put(hook, offer);
    }
    loop.offer(offer);
  }

  void removeHook(Hook hook) {
    Offer offer;
    synchronized (offers) {
      offer = offers.remove(hook);
    }
    if (offer != null) {
      loop.withdraw(offer);
    }
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addSource(RuleSource source, Map<String, Object> properties) {
    loop.admit(source, precedence(source, properties.get(RuleSource.PRECEDENCE)));
    source.open(
        new RuleSink() {
          @Override
          public void deliver(List<Document> documents) {
            loop.deliver(source.name(), documents);
          }

          @Override
          public void unreachable(String reason) {
            loop.unreachable(source.name(), reason);
          }
        });
  }

  /** A number, or the text of one, as a configuration file gives it. */
  private static int precedence(RuleSource source, @Nullable Object property) {
    try {
      return property == null ? 0 : Integer.parseInt(property.toString().strip());
    } catch (NumberFormatException e) {
      LOG.warn("source {}: {} must be a number, was {}", source.name(), RuleSource.PRECEDENCE, e);
      return 0;
    }
  }

  void removeSource(RuleSource source) {
    source.close();
    loop.withdrawSource(source.name());
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setFormat(RuleFormat format) {
    loop.format(format);
  }

  void unsetFormat(RuleFormat format) {
    loop.formatGone(format);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addListener(HookListener listener) {
    loop.listen(listener);
  }

  void removeListener(HookListener listener) {
    loop.ignore(listener);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addSignals(SignalSource source) {
    loop.addSignals(source);
  }

  void removeSignals(SignalSource source) {
    loop.removeSignals(source);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addRemains(Remains remains) {
    loop.addRemains(remains);
  }

  void removeRemains(Remains remains) {
    loop.removeRemains(remains);
  }

  @Override
  public void bundleChanged(BundleEvent event) {
    if (event.getType() == BundleEvent.UNINSTALLED) {
      loop.uninstalled(event.getBundle().getBundleId());
    }
  }

  @Override
  public List<HookView> hooks() {
    return loop.hooks();
  }

  @Override
  public List<CapabilityView> capabilities() {
    return loop.capabilities();
  }

  @Override
  public String log(String hook) throws HookException {
    return loop.log(hook);
  }

  @Override
  public RulesView rules() {
    return loop.rules();
  }

  @Override
  public List<RevisionView> revisions() {
    return loop.revisions();
  }

  @Override
  public String rollback(long revision) {
    return loop.rollback(revision);
  }

  @Override
  public String release() {
    return loop.release();
  }

  @Override
  public List<SignalView> signals() {
    return loop.signals();
  }

  @Override
  public List<SwitchView> switches() {
    return loop.switches();
  }

  @Override
  public Optional<ExplainView> explain(String rule) {
    return loop.explain(rule);
  }

  @Override
  public void attach(String hook, Optional<String> point) throws HookException {
    loop.attach(hook, point);
  }

  @Override
  public void detach(String hook) throws HookException {
    loop.detach(hook);
  }
}
