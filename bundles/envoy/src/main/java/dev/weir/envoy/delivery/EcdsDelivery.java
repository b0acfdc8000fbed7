package dev.weir.envoy.delivery;

import dev.weir.envoy.FilterDelivery;
import dev.weir.envoy.FilterModule;
import dev.weir.envoy.FilterModule.Layer;
import dev.weir.envoy.host.Quotas;
import dev.weir.envoy.settings.EnvoyConfig;
import dev.weir.envoy.xds.Published;
import dev.weir.envoy.xds.Slots;
import dev.weir.envoy.xds.Tally;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers filters over ECDS. A change is published, the answers are awaited, and when one Envoy
 * refuses, what was in force before is published again. An Envoy that has not answered when the
 * time is over is not waited for; should it refuse later, the status says so.
 *
 * <p>After a restart of the daemon an Envoy may still run a filter with its rules. A filter that is
 * delivered then is held until its first rules come, or the slots have settled: publishing it
 * without rules would leave a gap.
 *
 * <p>Changes are made one at a time, because a change and its undoing belong together; asking for
 * the status waits for none of them.
 */
@Component(
    service = {FilterDelivery.class, EcdsDelivery.class},
    immediate = true,
    configurationPid = EnvoyConfig.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = EnvoyConfig.class)
public final class EcdsDelivery implements FilterDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(EcdsDelivery.class);

  private final Map<String, DeliveredFilter> owners = new HashMap<>();
  private final Map<String, TypedExtensionConfig> held = new ConcurrentHashMap<>();
  private final Quotas quotas = new Quotas();
  private final Slots slots = new Slots(this::unspoken);
  private volatile Duration timeout;

  @Activate
  public EcdsDelivery(EnvoyConfig config) {
    timeout = Duration.ofMillis(config.xds_timeout());
  }

  /** A changed setting leaves what is delivered in force. */
  @Modified
  void modified(EnvoyConfig config) {
    timeout = Duration.ofMillis(config.xds_timeout());
  }

  @Override
  public synchronized Attachment deliver(
      FilterModule filter, String slot, Function<RuleSet, String> render) throws HookException {
    DeliveredFilter predecessor = owners.get(slot);
    RuleSet slice = predecessor == null ? RuleSet.EMPTY : predecessor.slice();
    DeliveredFilter successor = new DeliveredFilter(this, filter, slot, render);
    TypedExtensionConfig resource = successor.resource(slice);
    if (slots.current(slot) == null && !slots.settled()) {
      held.put(slot, resource);
    } else {
      change(successor, resource);
    }
    successor.inForce(slice);
    owners.put(slot, successor);
    share();
    if (predecessor != null) {
      predecessor.supersede(filter.version());
    }
    return successor;
  }

  @Override
  public synchronized boolean delivers(String filter) {
    return owners.values().stream().anyMatch(owner -> owner.filter().name().equals(filter));
  }

  /** Thresholds of the rules in force that proxies share. */
  public Quotas quotas() {
    return quotas;
  }

  Slots slots() {
    return slots;
  }

  synchronized void apply(DeliveredFilter delivered, RuleSet slice) throws HookException {
    delivered.requireCurrent();
    TypedExtensionConfig resource = delivered.resource(slice);
    held.remove(delivered.slot());
    change(delivered, resource);
    delivered.inForce(slice);
    share();
  }

  /** What is in force in all slots is what there is to be shared. */
  private void share() {
    List<Rule> rules = new ArrayList<>();
    owners.values().forEach(owner -> rules.addAll(owner.slice().rules()));
    quotas.rules(rules);
  }

  synchronized void withdraw(DeliveredFilter delivered) {
    if (!owners.remove(delivered.slot(), delivered)) {
      return;
    }
    held.remove(delivered.slot());
    share();
    Published idle = slots.publish(Resources.idle(delivered.slot(), delivered.filter().layer()));
    Tally tally = slots.await(idle, timeout);
    if (tally.refused() > 0) {
      LOG.warn(
          "{} stays in place: {}. The slot's type_urls must name {}",
          delivered.label(),
          tally.refusal(),
          idle.resource().getTypedConfig().getTypeUrl());
    } else if (!tally.complete()) {
      LOG.warn(
          "{} is taken out, but {} of {} Envoys have not said so within {} ms",
          delivered.label(),
          tally.connected() - tally.accepted(),
          tally.connected(),
          timeout.toMillis());
    }
  }

  private void change(DeliveredFilter delivered, TypedExtensionConfig resource)
      throws HookException {
    Published before = slots.current(delivered.slot());
    Published next = slots.publish(resource);
    Tally tally = slots.await(next, timeout);
    if (tally.refused() > 0) {
      restore(before, next);
      throw new HookException(
          "delivering "
              + delivered.label()
              + " failed, the configuration before stays in force: "
              + tally.refusal());
    }
  }

  private void restore(@Nullable Published before, Published refused) {
    if (before == null) {
      slots.retract(refused);
    } else {
      slots.await(slots.publish(before.resource()), timeout);
    }
  }

  private TypedExtensionConfig unspoken(String slot) {
    TypedExtensionConfig waiting = held.get(slot);
    return waiting != null ? waiting : Resources.idle(slot, Layer.HTTP);
  }
}
