package dev.weir.itests.envoy;

import dev.weir.envoy.FilterModule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The filter of quota.wat: lets a number of requests through in all, then answers 429. */
final class Quota {

  static final String SLOT = "weir-http";
  static final String RESOURCE = "GET:/orders";

  private Quota() {}

  static FilterModule version(String version) {
    return new FilterModule("quota", version, FilterModule.Layer.HTTP, "weir", code());
  }

  /** As another build of the same filter would be: other bytes, so another VM. */
  static FilterModule rebuilt(String version) {
    byte[] code = code();
    // An empty custom section named "v" (id 0, size 2, name length 1) changes nothing but the hash.
    byte[] other = java.util.Arrays.copyOf(code, code.length + 4);
    other[code.length] = 0;
    other[code.length + 1] = 2;
    other[code.length + 2] = 1;
    other[code.length + 3] = 'v';
    return new FilterModule("quota", version, FilterModule.Layer.HTTP, "weir", other);
  }

  static RuleSet rules(long revision, int threshold) {
    return new RuleSet(revision, List.of(FlowRule.perSecond("orders", RESOURCE, threshold)));
  }

  /** No rule, no quota; a negative revision is written in a way that the filter refuses. */
  static String render(RuleSet rules) {
    if (rules.revision() < 0) {
      return "{\"this\":\"is not a configuration of the quota filter\"}";
    }
    int threshold =
        rules.rules().isEmpty()
            ? Integer.MAX_VALUE
            : (int) ((FlowRule) rules.rules().get(0)).threshold();
    return "{\"revision\":" + rules.revision() + ",\"threshold\":" + threshold + "}";
  }

  private static byte[] code() {
    try (InputStream in = Quota.class.getResourceAsStream("quota.wasm")) {
      if (in == null) {
        throw new IllegalStateException("quota.wasm is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
