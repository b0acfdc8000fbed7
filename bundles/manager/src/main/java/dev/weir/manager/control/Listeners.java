package dev.weir.manager.control;

import dev.weir.manager.HookChange;
import dev.weir.manager.HookListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who hears what happens to hooks; one that fails keeps nothing from the others. */
final class Listeners implements Consumer<HookChange> {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<HookListener> listeners = new CopyOnWriteArrayList<>();

  void add(HookListener listener) {
    listeners.add(listener);
  }

  void remove(HookListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void accept(HookChange change) {
    for (HookListener listener : listeners) {
      try {
        listener.changed(change);
      } catch (RuntimeException | LinkageError broken) {
        LOG.warn("a listener failed to hear of hook {}", change.hook(), broken);
      }
    }
  }
}
