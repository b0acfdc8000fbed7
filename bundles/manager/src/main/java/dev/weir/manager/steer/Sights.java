package dev.weir.manager.steer;

import dev.weir.hook.SignalEvent;
import dev.weir.hook.host.Figures;
import java.util.Collection;

/** What steered rules are evaluated from, as it is in one round. */
public interface Sights {

  /** Calls that a rule has met since it is known, let through or not; below 0 of one unknown. */
  long met(String rule);

  /** What a resource has counted since it is known; below 0 of an event that nobody counts. */
  long counted(String resource, SignalEvent event);

  /** TCP ports that anything is counted at, of what comes in: {@code tcp:8080}. */
  Collection<String> ports();

  /** Figures of the host. */
  Figures host();
}
