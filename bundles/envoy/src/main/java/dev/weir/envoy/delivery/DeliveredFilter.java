package dev.weir.envoy.delivery;

import dev.weir.envoy.FilterModule;
import dev.weir.envoy.xds.Published;
import dev.weir.envoy.xds.Tally;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.Status;
import dev.weir.rule.RuleSet;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A filter in a slot. All but {@link #apply} works without the hook that delivered it; once it has
 * ended, nothing of the hook is held.
 */
final class DeliveredFilter implements Attachment {

  /** The last slice in force, and how the attachment ended; empty while it lives. */
  private record Standing(RuleSet slice, String ended) {}

  private final EcdsDelivery delivery;
  private final String slot;
  private volatile FilterModule filter;
  private volatile @Nullable Function<RuleSet, String> render;
  private volatile Standing standing = new Standing(RuleSet.EMPTY, "");

  DeliveredFilter(
      EcdsDelivery delivery, FilterModule filter, String slot, Function<RuleSet, String> render) {
    this.delivery = delivery;
    this.filter = filter;
    this.slot = slot;
    this.render = render;
  }

  @Override
  public void apply(RuleSet slice) throws HookException {
    delivery.apply(this, slice);
  }

  @Override
  public Status status() {
    Standing now = standing;
    if (!now.ended.isEmpty()) {
      return new Status(false, now.ended, Map.of("slot", slot));
    }
    Published published = delivery.slots().current(slot);
    if (published == null) {
      return new Status(false, "held until its rules come", Map.of("slot", slot));
    }
    Tally tally = delivery.slots().tally(published);
    Map<String, String> facts = new TreeMap<>();
    facts.put("slot", slot);
    facts.put("module", filter.forRules(now.slice).code().length + " bytes");
    facts.put("version", published.version());
    facts.put("revision", Long.toString(now.slice.revision()));
    facts.put("proxies", Integer.toString(tally.connected()));
    facts.put("accepted", Integer.toString(tally.accepted()));
    facts.put("refused", Integer.toString(tally.refused()));
    if (!tally.refusal().isEmpty()) {
      facts.put("refusal", tally.refusal());
    }
    return new Status(tally.accepted() > 0 && tally.refused() == 0, detail(tally), facts);
  }

  @Override
  public void release() {
    end("released");
  }

  @Override
  public void detach() {
    delivery.withdraw(this);
    end("taken out");
  }

  /** Ends in favour of another version. */
  void supersede(String version) {
    end("superseded by version " + version);
  }

  void inForce(RuleSet slice) {
    standing = new Standing(slice, "");
  }

  void requireCurrent() throws HookException {
    String ended = standing.ended;
    if (!ended.isEmpty()) {
      throw new HookException(
          "rules for " + label() + " are not taken: it is " + ended + "; attach the hook again");
    }
  }

  /** What a slot has for these rules. */
  TypedExtensionConfig resource(RuleSet rules) throws HookException {
    return Resources.wasm(filter.forRules(rules), slot, render(rules));
  }

  private String render(RuleSet rules) throws HookException {
    Function<RuleSet, String> current = render;
    if (current == null) {
      throw new HookException("rules for " + label() + " are not taken: it has ended");
    }
    try {
      return current.apply(rules);
    } catch (RuntimeException e) {
      throw new HookException(
          "rules of revision " + rules.revision() + " cannot be written for " + label(), e);
    }
  }

  FilterModule filter() {
    return filter;
  }

  String slot() {
    return slot;
  }

  RuleSet slice() {
    return standing.slice;
  }

  String label() {
    return "filter " + filter.name() + " " + filter.version() + " in slot " + slot;
  }

  private synchronized void end(String how) {
    Standing last = standing;
    if (last.ended.isEmpty()) {
      standing = new Standing(last.slice, how);
      render = null;
      filter = filter.forRules(last.slice);
    }
  }

  private static String detail(Tally tally) {
    if (tally.connected() == 0) {
      return "no Envoy is connected; kept for the next";
    }
    String text = "accepted by " + tally.accepted() + " of " + tally.connected() + " Envoys";
    return tally.refusal().isEmpty() ? text : text + "; refused by " + tally.refusal();
  }
}
