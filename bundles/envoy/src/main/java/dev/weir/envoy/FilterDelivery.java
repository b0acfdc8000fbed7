package dev.weir.envoy;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.rule.RuleSet;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/** Delivers Wasm filters to Envoy over ECDS; an OSGi service. */
@ProviderType
public interface FilterDelivery {

  /**
   * Puts a filter into an extension slot of every Envoy, now and later connected, taking over from
   * whatever version was delivered there before without a request in between going unfiltered.
   *
   * <p>The attachment renders each slice of rules to the plugin configuration and waits for the
   * connected Envoys to accept it; one that refuses makes {@link Attachment#apply} fail, and all go
   * back to the configuration before. With no Envoy connected a slice is kept for the next.
   *
   * @param filter what to deliver
   * @param slot name of the ECDS slot in the listener
   * @param render rules to the filter's plugin configuration, pure
   */
  Attachment deliver(FilterModule filter, String slot, Function<RuleSet, String> render)
      throws HookException;

  /**
   * Whether a filter is delivered, by its name; filters may work better beside another.
   *
   * @param filter its name
   */
  default boolean delivers(String filter) {
    return false;
  }
}
