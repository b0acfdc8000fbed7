package dev.weir.manager.signals;

import dev.weir.hook.Heartbeat;
import dev.weir.hook.HookException;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import java.util.function.LongSupplier;

/**
 * A source that is not alive while its interface receives packets that its program does not meet.
 */
final class PulsedSource implements SignalSource {

  private final SignalSource source;
  private final Heartbeat heart;
  private final Wire wire;
  private final Pulse pulse = new Pulse();

  /**
   * What the program listens to.
   *
   * @param name of the interface
   * @param received packets that it has received; below 0 when that cannot be known
   * @param clock milliseconds
   */
  record Wire(String name, LongSupplier received, LongSupplier clock) {}

  PulsedSource(SignalSource source, Heartbeat heart, Wire wire) {
    this.source = source;
    this.heart = heart;
    this.wire = wire;
  }

  @Override
  public String origin() {
    return source.origin();
  }

  @Override
  public int rank() {
    return source.rank();
  }

  @Override
  public void read(SignalReader reader) throws HookException {
    long beats = heart.beats();
    long received = wire.received().getAsLong();
    if (beats >= 0 && received >= 0 && pulse.silent(beats, received, wire.clock().getAsLong())) {
      throw new HookException(
          "silent: "
              + wire.name()
              + " has received "
              + pulse.unmet(received)
              + " packets that its program has not met");
    }
    source.read(reader);
  }
}
