package dev.weir.source.config;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A Config Admin that holds configurations in memory and answers to nothing but listing them. */
final class MemoryConfigs {

  private final Map<String, Dictionary<String, Object>> configs = new TreeMap<>();
  private boolean broken;

  ConfigurationAdmin admin() {
    return (ConfigurationAdmin)
        Proxy.newProxyInstance(
            MemoryConfigs.class.getClassLoader(),
            new Class<?>[] {ConfigurationAdmin.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("listConfigurations")) {
                throw new AssertionError("unexpected call of " + method);
              }
              return list();
            });
  }

  private Configuration @Nullable [] list() throws IOException {
    if (broken) {
      throw new IOException("the store is gone");
    }
    return configs.isEmpty()
        ? null
        : configs.keySet().stream().map(this::configuration).toArray(Configuration[]::new);
  }

  private Configuration configuration(String pid) {
    return (Configuration)
        Proxy.newProxyInstance(
            MemoryConfigs.class.getClassLoader(),
            new Class<?>[] {Configuration.class},
            (proxy, method, arguments) ->
                method.getName().equals("getPid") ? pid : configs.get(pid));
  }

  void put(String pid, Map<String, ?> properties) {
    Map<String, Object> copy = new TreeMap<>(properties);
    copy.put("service.pid", pid);
    copy.put("felix.fileinstall.filename", "file:etc/" + pid + ".cfg");
    configs.put(pid, FrameworkUtil.asDictionary(copy));
  }

  void delete(String pid) {
    configs.remove(pid);
  }

  void breakStore() {
    broken = true;
  }
}
