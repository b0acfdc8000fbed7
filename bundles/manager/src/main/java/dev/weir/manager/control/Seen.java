package dev.weir.manager.control;

import dev.weir.hook.SignalEvent;
import dev.weir.hook.host.Figures;
import dev.weir.manager.signals.RuleTallies;
import dev.weir.manager.signals.SignalBoard;
import dev.weir.manager.steer.Sights;
import java.util.Collection;
import java.util.function.Supplier;

/** What the board, the tallies and the host say now. */
record Seen(SignalBoard board, RuleTallies tallies, Supplier<Figures> figures) implements Sights {

  @Override
  public long met(String rule) {
    return tallies.met(rule);
  }

  @Override
  public long counted(String resource, SignalEvent event) {
    return board.counted(resource, event);
  }

  @Override
  public Collection<String> ports() {
    return board.ports();
  }

  @Override
  public Figures host() {
    return figures.get();
  }
}
