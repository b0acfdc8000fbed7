package dev.weir.itests.karaf;

import java.util.List;

/**
 * A way in which a bundle comes and goes.
 *
 * @param come the shell's command that brings it
 * @param go the one that takes it away
 */
record Coming(String come, String go) {

  private static final String LOCATION = "mvn:dev.weir/dev.weir.%s/0.1.0-SNAPSHOT";

  /** As a feature of Karaf, and as a bundle by Felix alone. */
  static List<Coming> of(String feature, String hook) {
    return List.of(
        new Coming("feature:install " + feature, "feature:uninstall " + feature),
        new Coming(
            "bundle:install -s " + LOCATION.formatted(hook), "bundle:uninstall dev.weir." + hook));
  }
}
