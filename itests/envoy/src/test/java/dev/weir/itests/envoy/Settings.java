package dev.weir.itests.envoy;

import dev.weir.envoy.settings.EnvoyConfig;
import java.lang.reflect.Proxy;
import java.util.Map;

/** The bundle's settings with some of the defaults replaced, as Config Admin would. */
final class Settings {

  private Settings() {}

  static EnvoyConfig of(Map<String, Object> values) {
    return (EnvoyConfig)
        Proxy.newProxyInstance(
            EnvoyConfig.class.getClassLoader(),
            new Class<?>[] {EnvoyConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue()));
  }
}
