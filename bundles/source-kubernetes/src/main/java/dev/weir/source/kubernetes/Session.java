package dev.weir.source.kubernetes;

import dev.weir.hook.Outcome;
import dev.weir.hook.RuleSink;
import java.util.List;

/** All that runs while the source is open. */
final class Session {

  private final Discovery discovery;
  private final Teller teller;
  private final StatusWriter status;
  private final boolean writes;

  Session(Settings settings, RuleSink sink) {
    Cluster cluster = new Cluster(settings);
    this.writes = settings.status();
    Shelf shelf = new Shelf();
    this.teller = new Teller(shelf, sink);
    this.status = new StatusWriter(cluster, settings, shelf);
    shelf.onChange(teller::wake, status::changed);
    this.discovery = new Discovery(cluster, settings, shelf);
  }

  void start() {
    teller.start();
    if (writes) {
      status.start();
    }
    discovery.start();
  }

  void outcomes(List<Outcome> outcomes) {
    if (writes) {
      status.outcomes(outcomes);
    }
  }

  /** Stops; nothing is delivered or written once it returns. */
  void stop() {
    teller.stop();
    status.stop();
    discovery.stop();
  }
}
