package dev.weir.source.etcd;

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

  EtcdRuleSource source() {
    return new EtcdRuleSource(config());
  }

  EtcdRuleSource.Config config() {
    return (EtcdRuleSource.Config)
        java.lang.reflect.Proxy.newProxyInstance(
            Given.class.getClassLoader(),
            new Class<?>[] {EtcdRuleSource.Config.class, Annotation.class},
            (proxy, method, arguments) -> {
              String value = values.get(method.getName());
              if (value == null) {
                return method.getDefaultValue();
              }
              return method.getReturnType() == int.class ? Integer.valueOf(value) : value;
            });
  }
}
