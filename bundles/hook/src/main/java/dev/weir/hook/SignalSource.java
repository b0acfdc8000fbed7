package dev.weir.hook;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where signals come from: kernel maps, Wasm reports, Envoy's Prometheus statistics. An OSGi
 * service, or an {@link Attachment} that is one too.
 */
@ConsumerType
public interface SignalSource {

  /** {@code kernel}, {@code wasm}, {@code prometheus}. */
  String origin();

  /**
   * Which source a resource's statistics are taken from when several have it: the lowest that is
   * alive. Kernel 10, Wasm 20, Prometheus 30.
   */
  int rank();

  /**
   * Reads all totals, in at most a few milliseconds; called ten times a second. What has to be
   * waited for is fetched beforehand by the source's own thread.
   *
   * @throws HookException when the source is not alive; the manager takes the next by rank
   */
  void read(SignalReader reader) throws HookException;
}
