package dev.weir.itests.envoy;

import dev.weir.envoy.settings.EnvoyConfig;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** The bundle's settings with some of the defaults replaced, as Config Admin would. */
final class Settings {

  private Settings() {}

  static EnvoyConfig of(Map<String, Object> values) {
    return of(EnvoyConfig.class, values);
  }

  /** A component's settings when nothing is configured. */
  static <T extends Annotation> T defaults(Class<T> type) {
    return of(type, Map.of());
  }

  private static <T extends Annotation> T of(Class<T> type, Map<String, Object> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue())));
  }
}
