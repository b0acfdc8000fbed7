package dev.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.manager.SwitchView;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsCommandTest {

  private final FakeManager manager = new FakeManager();
  private final Gogo gogo = new Gogo(manager);

  @Test
  void switchToNobody_hasADash() throws Exception {
    manager.switches = List.of(new SwitchView(3, 0, "kernel", "", 2, "tcp:80", "kernel: gone"));

    assertThat(gogo.run("weir:events"))
        .isEqualTo(
            """
            TIME                  FROM    TO  RESOURCES  SUCH AS  WHY
            1970-01-01T00:00:00Z  kernel  -   2          tcp:80   kernel: gone
            """);
  }

  @Test
  void json_hasEveryField() throws Exception {
    manager.switches =
        List.of(new SwitchView(3, 0, "kernel", "prometheus", 2, "tcp:80", "kernel: gone"));

    assertThat(gogo.run("weir:events --json"))
        .contains("\"number\" : 3", "\"time\" : \"1970-01-01T00:00:00Z\"")
        .contains("\"from\" : \"kernel\"", "\"to\" : \"prometheus\"", "\"resources\" : 2")
        .contains("\"example\" : \"tcp:80\"", "\"reason\" : \"kernel: gone\"");
  }

  @Test
  void nothingSwitched_isSaid() throws Exception {
    assertThat(gogo.run("weir:events")).startsWith("signals come from where");
  }
}
