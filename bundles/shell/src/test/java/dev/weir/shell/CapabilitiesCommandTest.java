package dev.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Need;
import dev.weir.hook.Plane;
import dev.weir.manager.CapabilityView;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesCommandTest {

  private final FakeManager manager = new FakeManager();
  private final Gogo gogo = new Gogo(manager);

  @Test
  void hooks_areRowsWithWhatTheyHaveAndLack() throws Exception {
    manager.capabilities =
        List.of(
            new CapabilityView(
                "xdp-counter",
                Plane.DRIVER,
                List.of(new Need("CAP_BPF", ""), new Need("program xdp", "EPERM: lockdown"))),
            new CapabilityView("http", Plane.PROXY, List.of()));

    assertThat(gogo.run("weir:capabilities"))
        .isEqualTo(
            """
            NAME         PLANE   RUNS  HAS      LACKS
            xdp-counter  driver  no    CAP_BPF  program xdp (EPERM: lockdown)
            http         proxy   yes   -        -
            """);
  }

  @Test
  void json_carriesEveryNeed() throws Exception {
    manager.capabilities =
        List.of(new CapabilityView("x", Plane.KERNEL, List.of(new Need("tcx", "too old"))));

    assertThat(gogo.run("weir:capabilities --json"))
        .isEqualTo(
            """
            [ {
              "name" : "x",
              "plane" : "kernel",
              "runs" : false,
              "needs" : [ {
                "what" : "tcx",
                "met" : false,
                "missing" : "too old"
              } ]
            } ]
            """);
  }

  @Test
  void noHooks_isSaid() throws Exception {
    assertThat(gogo.run("weir:capabilities")).isEqualTo("no hooks are installed\n");
  }
}
