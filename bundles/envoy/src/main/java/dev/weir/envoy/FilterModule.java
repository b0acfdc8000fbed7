package dev.weir.envoy;

/**
 * A Wasm filter, ready to deliver.
 *
 * @param name of the filter: its plugin name and root id in Envoy
 * @param version for people; the code's hash decides whether Envoy loads it anew
 * @param layer HTTP or network filter
 * @param vmId VMs with the same id share data: limits that hold over workers and over filters
 * @param code the module; not to be changed afterwards
 */
@SuppressWarnings("ArrayRecordComponent")
public record FilterModule(String name, String version, Layer layer, String vmId, byte[] code) {

  /** Name of the filter that brings figures of the host to the others. */
  public static final String SERVICE = "service";

  /** Which chain the filter is part of. */
  public enum Layer {
    /** HTTP connection manager. */
    HTTP,
    /** Network filters. */
    NETWORK
  }
}
