package dev.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.manager.HookView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HooksCommandTest {

  private final FakeManager manager = new FakeManager();
  private final Gogo gogo = new Gogo(manager);

  @Test
  void attachedHook_isOneAlignedRow() throws Exception {
    manager.hooks =
        List.of(
            FakeManager.hook("tc-classifier", HookView.State.ATTACHED, true, ""),
            FakeManager.hook("x", HookView.State.DETACHED, false, ""));

    assertThat(gogo.run("weir:hooks"))
        .isEqualTo(
            """
            NAME           VERSION  PLANE   POINT  STATE     RULES  DETAIL
            tc-classifier  0.1.0    kernel  weir0  attached  2      tcx ingress, link 7
            x              0.1.0    kernel  weir0  detached  2      no link
            """);
  }

  @Test
  void recordAndStatusThatDiffer_areMarkedAsDrift() throws Exception {
    manager.hooks = List.of(FakeManager.hook("x", HookView.State.ATTACHED, false, ""));

    assertThat(gogo.run("weir:hooks")).contains("attached (drift)");
    assertThat(gogo.run("weir:hooks --json")).contains("\"drift\" : true");
  }

  @Test
  void failedHook_saysWhyBeforeItsStatus() throws Exception {
    manager.hooks =
        List.of(FakeManager.hook("x", HookView.State.FAILED, false, "attach weir0: EPERM"));

    assertThat(gogo.run("weir:hooks")).contains("failed").contains("attach weir0: EPERM; no link");
  }

  @Test
  void log_isWhatTheKernelSaid_lineByLine() throws Exception {
    manager.log = "0: R1=ctx()\ninvalid access\u001b[31m";

    assertThat(gogo.run("weir:hooks --log x")).isEqualTo("0: R1=ctx()\ninvalid access\\x1b[31m\n");
  }

  @Test
  void log_ofAHookThatWasNotRefused_saysSo() throws Exception {
    assertThat(gogo.run("weir:hooks --log x"))
        .isEqualTo("nothing more was said of x than weir:hooks shows\n");
  }

  @Test
  void log_ofNoHook_isAFailure() {
    manager.refusal = Optional.of("no hook 'y'");

    assertThatThrownBy(() -> gogo.run("weir:hooks --log y"))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("no hook 'y'");
  }

  @Test
  void noHooks_isSaid() throws Exception {
    assertThat(gogo.run("weir:hooks")).isEqualTo("no hooks are installed\n");
    assertThat(gogo.run("weir:hooks --json")).isEqualTo("[ ]\n");
  }

  @Test
  void json_carriesAllOfTheView() throws Exception {
    manager.hooks = List.of(FakeManager.hook("x", HookView.State.LINGERING, true, "gone"));

    assertThat(gogo.run("weir:hooks --json"))
        .isEqualTo(
            """
            [ {
              "name" : "x",
              "version" : "0.1.0",
              "plane" : "kernel",
              "description" : "limits connections",
              "point" : "weir0",
              "state" : "lingering",
              "since" : 1700000000000,
              "problem" : "gone",
              "rules" : [ "orders", "carts" ],
              "live" : true,
              "drift" : false,
              "detail" : "tcx ingress, link 7",
              "facts" : {
                "link" : "7"
              }
            } ]
            """);
  }
}
