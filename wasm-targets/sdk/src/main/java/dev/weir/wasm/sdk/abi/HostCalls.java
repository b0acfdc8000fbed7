package dev.weir.wasm.sdk.abi;

/**
 * Every function of the host that ABI 0.2.1 names, by subject, under its own name and with its own
 * arguments: addresses and lengths in linear memory; {@code return…} is where the host writes a
 * result. Each answers a {@link dev.weir.wasm.sdk.type.Status}.
 *
 * <p>In the module each interface has one implementation, which TeaVM calls directly; a test brings
 * its own.
 *
 * @param process the VM and its process
 * @param stream the stream whose callback runs
 * @param shared what VMs share
 * @param callout calls to other services
 */
public record HostCalls(
    ProcessCalls process, StreamCalls stream, SharedCalls shared, CalloutCalls callout) {

  /** The proxy that the module runs in; what a module does not call, it does not import. */
  public static HostCalls proxy() {
    return new HostCalls(
        new ProxyProcessCalls(),
        new ProxyStreamCalls(),
        new ProxySharedCalls(),
        new ProxyCalloutCalls());
  }
}
