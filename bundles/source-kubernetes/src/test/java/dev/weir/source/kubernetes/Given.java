package dev.weir.source.kubernetes;

import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.TreeMap;

/** A configuration with some settings other than their defaults. */
final class Given {

  private final Map<String, String> values = new TreeMap<>();

  Given with(String method, Object value) {
    values.put(method, value.toString());
    return this;
  }

  /** Where nothing else was given. */
  Given otherwise(String method, Object value) {
    values.putIfAbsent(method, value.toString());
    return this;
  }

  KubernetesRuleSource source() {
    return new KubernetesRuleSource(config());
  }

  KubernetesRuleSource.Config config() {
    return (KubernetesRuleSource.Config)
        java.lang.reflect.Proxy.newProxyInstance(
            Given.class.getClassLoader(),
            new Class<?>[] {KubernetesRuleSource.Config.class, Annotation.class},
            (proxy, method, arguments) -> {
              String value = values.get(method.getName());
              if (value == null) {
                return method.getDefaultValue();
              }
              return method.getReturnType() == int.class
                  ? Integer.valueOf(value)
                  : method.getReturnType() == boolean.class ? Boolean.valueOf(value) : value;
            });
  }
}
