package dev.weir.source.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A bare Felix with the bundles of one folder; it shares the SPI's classes with the test. */
final class Felix {

  private static final String SHARED =
      "dev.weir.hook;version=0.1.0,dev.weir.rule;version=0.1.0,"
          + "org.osgi.service.cm;version=1.6.1,org.slf4j;version=1.7.36,"
          + "org.jspecify.annotations;version=1.0.0";

  private final Framework framework;

  Felix(Path bundles, Path storage, Path rules) throws BundleException, IOException {
    framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(
                Map.of(
                    "org.osgi.framework.storage", storage.toString(),
                    "org.osgi.framework.system.packages.extra", SHARED,
                    "weir.rules", rules.toString()));
    framework.start();
    List<Bundle> installed = new ArrayList<>();
    try (Stream<Path> jars = Files.list(bundles)) {
      for (Path jar : jars.sorted().toList()) {
        installed.add(context().installBundle(jar.toUri().toString()));
      }
    }
    for (Bundle bundle : installed) {
      bundle.start();
    }
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  Bundle bundle(String name) {
    return Stream.of(context().getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  void stop() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(30_000);
  }
}
