package dev.weir.hook;

import org.osgi.annotation.versioning.ProviderType;

/** Takes totals while a {@link SignalSource} is read. */
@ProviderType
@FunctionalInterface
public interface SignalReader {

  /**
   * One total.
   *
   * @param resource {@code GET:/orders}, {@code tcp:8080}, {@code ip:198.18.0.2}
   * @param event what is counted
   * @param total since the source began; a total below the last one means that it began anew
   */
  void total(String resource, SignalEvent event, long total);
}
