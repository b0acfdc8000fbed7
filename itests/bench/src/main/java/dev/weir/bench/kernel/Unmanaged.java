package dev.weir.bench.kernel;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** What a component gets from its container, outside of one. */
public final class Unmanaged {

  private Unmanaged() {}

  /** A configuration in which everything has its default. */
  public static <A> A defaults(Class<A> type) {
    return defaults(type, Map.of());
  }

  /** A configuration in which everything but what is given has its default. */
  public static <A> A defaults(Class<A> type, Map<String, Object> given) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                given.getOrDefault(method.getName(), method.getDefaultValue())));
  }

  /** A bundle that knows its version and nothing else. */
  public static BundleContext bundle() {
    Bundle bundle = only(Bundle.class, "getVersion", Version.emptyVersion);
    return only(BundleContext.class, "getBundle", bundle);
  }

  private static <T> T only(Class<T> type, String method, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                return answer;
              }
              throw new UnsupportedOperationException(called.toString());
            }));
  }
}
