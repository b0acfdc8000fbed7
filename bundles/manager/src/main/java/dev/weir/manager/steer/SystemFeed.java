package dev.weir.manager.steer;

import dev.weir.engine.Pilot;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.host.Figures;
import dev.weir.rule.SystemRule;
import java.util.HashMap;
import java.util.Map;

/**
 * Load and CPU of the host, and for BBR what comes in over TCP: a call is a segment of data, which
 * runs for a round trip. How many run at once is their rate times their mean time (Little's law).
 */
final class SystemFeed implements Feed {

  /** Most ports that are looked at. */
  static final int MOST_PORTS = 1_024;

  private static final long MICROS_PER_MS = 1_000;

  private final boolean adaptive;
  private final Map<String, Port> ports = new HashMap<>();

  private static final class Port {
    private final Growth segments = new Growth();
    private final Growth samples = new Growth();
    private final Growth micros = new Growth();
    private long meanMicros;
  }

  SystemFeed(SystemRule rule) {
    this.adaptive = rule.strategy() == SystemRule.Strategy.BBR;
  }

  @Override
  public void tell(Pilot pilot, Sights sights, Round round) {
    Figures host = sights.host();
    pilot.signals().load(host.load());
    pilot.signals().cpuUsage(host.cpuUsage());
    if (!adaptive) {
      return;
    }
    double running = 0;
    for (String name : sights.ports()) {
      if (ports.containsKey(name) || ports.size() < MOST_PORTS) {
        running += tell(pilot, name, sights, round);
      }
    }
    pilot.running(Math.round(running));
  }

  /** Tells of one port; gives how many of its calls run at once. */
  private double tell(Pilot pilot, String name, Sights sights, Round round) {
    Port port = ports.computeIfAbsent(name, n -> new Port());
    long sent = port.segments.to(sights.counted(name, SignalEvent.SEGMENTS));
    long samples = port.samples.to(sights.counted(name, SignalEvent.RTT_SAMPLES));
    long micros = port.micros.to(sights.counted(name, SignalEvent.RTT));
    if (samples > 0) {
      port.meanMicros = micros / samples;
    }
    pilot.ended(round.toNanos(), sent, port.meanMicros / MICROS_PER_MS, false);
    return round.seconds() > 0 ? sent / round.seconds() * port.meanMicros / 1e6 : 0;
  }
}
