package dev.weir.itests.karaf.hot;

import dev.weir.hook.Hook;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the hook while its bundle is active. */
public final class HotActivator implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    context.registerService(Hook.class, new HotHook(), null);
  }

  @Override
  public void stop(BundleContext context) {}
}
