package dev.weir.manager.events;

import dev.weir.manager.HookChange;
import dev.weir.manager.HookListener;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * What happens to hooks, as events of OSGi: topic {@code dev/weir/hook/STATE} with the state that
 * was entered, or {@code dev/weir/hook/REPLACED} where another version has taken over. There only
 * where the platform has an EventAdmin.
 */
@Component(service = HookListener.class)
public final class HookTopics implements HookListener {

  /** Before the state. */
  static final String TOPICS = "dev/weir/hook/";

  private final EventAdmin events;

  @Activate
  public HookTopics(@Reference EventAdmin events) {
    this.events = events;
  }

  @Override
  public void changed(HookChange change) {
    String topic = change.from() == change.to() ? "REPLACED" : change.to().name();
    events.postEvent(
        new Event(
            TOPICS + topic,
            Map.of(
                "hook", change.hook(),
                "version", change.version(),
                "plane", change.plane().name(),
                "point", change.point(),
                "from", change.from().name(),
                "to", change.to().name(),
                "reason", change.reason(),
                "timestamp", change.at())));
  }
}
