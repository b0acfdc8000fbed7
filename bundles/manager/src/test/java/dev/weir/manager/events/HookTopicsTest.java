package dev.weir.manager.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Plane;
import dev.weir.manager.HookChange;
import dev.weir.manager.HookView.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

final class HookTopicsTest {

  private final List<Event> posted = new ArrayList<>();
  private final HookTopics topics =
      new HookTopics(
          new EventAdmin() {
            @Override
            public void postEvent(Event event) {
              posted.add(event);
            }

            @Override
            public void sendEvent(Event event) {
              throw new AssertionError("the manager's thread must not wait for handlers");
            }
          });

  private static HookChange change(State from, State to) {
    return new HookChange("tc", "1.0.0", Plane.KERNEL, "eth0", from, to, "why", 42);
  }

  @Test
  void change_isATopicOfItsState_withAllThatIsKnown() {
    topics.changed(change(State.ATTACHED, State.CLOSED));

    Event event = posted.get(0);
    assertThat(event.getTopic()).isEqualTo("dev/weir/hook/CLOSED");
    assertThat(event.getProperty("hook")).isEqualTo("tc");
    assertThat(event.getProperty("from")).isEqualTo("ATTACHED");
    assertThat(event.getProperty("reason")).isEqualTo("why");
    assertThat(event.getProperty("timestamp")).isEqualTo(42L);
  }

  @Test
  void takeover_isReplaced() {
    topics.changed(change(State.ATTACHED, State.ATTACHED));

    assertThat(posted.get(0).getTopic()).isEqualTo("dev/weir/hook/REPLACED");
  }
}
