package dev.weir.manager.signals;

import dev.weir.hook.Attachment;
import dev.weir.hook.Heartbeat;
import dev.weir.hook.SignalSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The sources of a round: services, and attachments that count, each watched for silence where it
 * has a heartbeat. For one thread.
 */
public final class Feeds {

  private final List<SignalSource> services = new ArrayList<>();
  private final IdentityHashMap<Attachment, SignalSource> attached = new IdentityHashMap<>();
  private final Path interfaces;
  private final LongSupplier clock;

  /**
   * An attachment and where it is.
   *
   * @param attachment may count or not
   * @param point an interface, or something else
   */
  public record Attached(Attachment attachment, String point) {}

  /**
   * No sources.
   *
   * @param interfaces directory in which each interface has one: {@code /sys/class/net}
   * @param clock milliseconds
   */
  public Feeds(Path interfaces, LongSupplier clock) {
    this.interfaces = interfaces;
    this.clock = clock;
  }

  /** A service came. */
  public void add(SignalSource service) {
    services.add(service);
  }

  /** A service went. */
  public void remove(SignalSource service) {
    services.removeIf(s -> s == service);
  }

  /** All that can be read now; an attachment is the same source for as long as it lives. */
  public List<SignalSource> sources(List<Attached> attachments) {
    attached.keySet().removeIf(old -> attachments.stream().noneMatch(a -> a.attachment() == old));
    List<SignalSource> sources = new ArrayList<>(services);
    for (Attached one : attachments) {
      if (one.attachment() instanceof SignalSource source) {
        sources.add(attached.computeIfAbsent(one.attachment(), a -> watched(source, one)));
      }
    }
    return sources;
  }

  private SignalSource watched(SignalSource source, Attached one) {
    if (!(one.attachment() instanceof Heartbeat heart)) {
      return source;
    }
    Path received = interfaces.resolve(one.point()).resolve("statistics/rx_packets");
    return new PulsedSource(
        source, heart, new PulsedSource.Wire(one.point(), () -> number(received), clock));
  }

  /** The number in a file of the kernel's; −1 where there is none. */
  private static long number(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException | NumberFormatException unknown) {
      return -1;
    }
  }
}
