package dev.weir.tc.classifier;

import dev.weir.hook.HookException;
import dev.weir.libbpf.Kernel;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.traffic.Sizes;
import java.util.Map;

/** The program as the hooks load it. */
final class Programs {

  private Programs() {}

  static ObjectSpec ingress(Kernel kernel, Sizes sizes) throws HookException {
    return object(kernel, sizes, 0);
  }

  static ObjectSpec egress(Kernel kernel, Sizes sizes) throws HookException {
    return object(kernel, sizes, 1);
  }

  private static ObjectSpec object(Kernel kernel, Sizes sizes, long outgoing) throws HookException {
    return sizes.object(
        "tc_classifier",
        TcHook.object(),
        Map.of("outgoing", outgoing, "tick_nanos", kernel.tickNanos()));
  }
}
