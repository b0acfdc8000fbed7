package dev.weir.opensergo.print;

import dev.weir.rule.Fallback;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import java.util.List;
import java.util.Map;

/** Writes what Weir adds to each rule. */
final class PrintedPolicy {

  private PrintedPolicy() {}

  static void write(Policy policy, Entries spec) {
    spec.unless("Local", "limitMode", mode(policy.limitMode()));
    spec.unless(false, "shadow", policy.shadow());
    Fallback fallback = policy.fallback();
    if (fallback != null) {
      spec.put("fallback", fallback(fallback));
    }
  }

  private static String mode(LimitMode mode) {
    return switch (mode) {
      case LOCAL -> "Local";
      case GLOBAL -> "Global";
      case GLOBAL_TO_LOCAL -> "GlobalToLocal";
    };
  }

  private static Map<String, Object> fallback(Fallback fallback) {
    List<Map<String, Object>> headers =
        fallback.headers().stream()
            .map(
                header -> new Entries().put("key", header.key()).put("value", header.value()).map())
            .toList();
    return new Entries()
        .put("responseStatusCode", fallback.status())
        .put("responseContentBody", fallback.body())
        .unless(List.of(), "responseAdditionalHeaders", headers)
        .map();
  }
}
