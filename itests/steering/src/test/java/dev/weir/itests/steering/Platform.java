package dev.weir.itests.steering;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** What the OSGi platform would hand to a hook: its bundle, and its settings. */
final class Platform {

  private Platform() {}

  /** A bundle that has a version and nothing else. */
  static BundleContext bundle(String version) {
    Bundle bundle =
        made(Bundle.class, (proxy, method, arguments) -> answer(method, new Version(version)));
    return made(BundleContext.class, (proxy, method, arguments) -> answer(method, bundle));
  }

  /** Settings of a hook: its defaults, but for those given. */
  static <T> T settings(Class<T> type, Map<String, Object> given) {
    return made(
        type,
        (proxy, method, arguments) ->
            given.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  private static Object answer(Method method, Object answer) {
    if (!method.getReturnType().isInstance(answer)) {
      throw new UnsupportedOperationException(method.toString());
    }
    return answer;
  }

  private static <T> T made(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Platform.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
