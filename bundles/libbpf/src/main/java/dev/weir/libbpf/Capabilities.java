package dev.weir.libbpf;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What BPF can do here.
 *
 * @param usable whether Weir's programs can be loaded and attached
 * @param reason why not and what to do; empty when usable
 * @param kernel release of the kernel, {@code 6.18.44}
 * @param libbpf version of libbpf, or empty when it is absent
 * @param features what was probed ({@code program xdp}, {@code tcx}, {@code bpffs}) and "yes", or
 *     why not
 */
public record Capabilities(
    boolean usable, String reason, String kernel, String libbpf, Map<String, String> features) {

  public Capabilities {
    features = Collections.unmodifiableMap(new TreeMap<>(features));
  }

  /** Whether a feature was probed and works. */
  public boolean has(String feature) {
    return "yes".equals(features.get(feature));
  }
}
