package dev.weir.manager.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.Ability;
import dev.weir.hook.HookException;
import dev.weir.hook.Plane;
import dev.weir.manager.FakeHook;
import dev.weir.manager.HookView;
import dev.weir.manager.HookView.State;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HookRosterTest {

  private static final FlowRule RULE = FlowRule.perSecond("a", "GET:/orders", 10);

  private final List<String> journal = new ArrayList<>();
  private final HookRoster roster = new HookRoster();
  private final Offer v1 = new Offer(new FakeHook("tc", "1.0.0", Plane.KERNEL, journal), 1);
  private final Offer v2 = new Offer(new FakeHook("tc", "1.10.0", Plane.KERNEL, journal), 2);

  @BeforeEach
  void settings() {
    roster.configure(true, 1_000, 0);
  }

  private HookView only() {
    assertThat(roster.views()).hasSize(1);
    return roster.views().get(0);
  }

  @Test
  void offered_isAttachedToItsPoint() {
    roster.offer(v1, 0);

    assertThat(journal).containsExactly("tc-1.0.0 attach point0");
    assertThat(only().state()).isEqualTo(State.ATTACHED);
    assertThat(only().drift()).isFalse();
  }

  @Test
  void newerVersionOffered_takesOverBeforeTheOldIsReleased() {
    roster.offer(v1, 0);
    roster.offer(v2, 0);

    assertThat(journal)
        .containsExactly("tc-1.0.0 attach point0", "tc-1.10.0 attach point0", "tc-1.0.0 release");
  }

  @Test
  void olderVersionOffered_changesNothing() {
    roster.offer(v2, 0);
    roster.offer(v1, 0);

    assertThat(journal).containsExactly("tc-1.10.0 attach point0");
  }

  @Test
  void newestVersionWithdrawn_theOlderTakesOverAgain() {
    roster.offer(v1, 0);
    roster.offer(v2, 0);
    roster.withdraw(v2, 0);

    assertThat(journal).endsWith("tc-1.0.0 attach point0", "tc-1.10.0 release");
    assertThat(only().spec().version()).isEqualTo("1.0.0");
  }

  @Test
  void bundleUpdated_withinLingerTimeNothingIsDetached() {
    roster.offer(v1, 0);
    roster.withdraw(v1, 100);
    assertThat(only().state()).isEqualTo(State.LINGERING);
    roster.tick(1_099);
    roster.offer(v2, 1_099);

    assertThat(journal).doesNotContain("tc-1.0.0 detach").endsWith("tc-1.0.0 release");
    assertThat(only().state()).isEqualTo(State.ATTACHED);
  }

  @Test
  void bundleStopped_detachedWhenLingerTimeIsOver() {
    roster.offer(v1, 0);
    roster.withdraw(v1, 100);

    assertThat(roster.tick(1_099)).isFalse();
    assertThat(roster.tick(1_100)).isTrue();
    assertThat(journal).endsWith("tc-1.0.0 detach");
    assertThat(roster.views()).isEmpty();
  }

  @Test
  void bundleUninstalled_detachedAtOnce() {
    roster.offer(v1, 0);
    roster.withdraw(v1, 100);

    assertThat(roster.uninstalled(2, 100)).isFalse();
    assertThat(roster.uninstalled(1, 100)).isTrue();
    assertThat(journal).endsWith("tc-1.0.0 detach");
  }

  @Test
  void failClosed_uninstalled_isShutAndStays() {
    ((FakeHook) v1.hook()).failClosed = true;
    roster.offer(v1, 0);
    roster.withdraw(v1, 100);
    roster.uninstalled(1, 100);

    assertThat(journal).containsExactly("tc-1.0.0 attach point0", "tc-1.0.0 shut");
    assertThat(only().state()).isEqualTo(State.CLOSED);
    assertThat(only().drift()).isFalse();
    assertThat(roster.tick(Long.MAX_VALUE - 1)).isFalse();
    assertThat(roster.uninstalled(1, 200)).isTrue();
    assertThat(journal).hasSize(2);
  }

  @Test
  void failClosed_stoppedForLongerThanTheLingerTime_isShut() {
    ((FakeHook) v1.hook()).failClosed = true;
    roster.offer(v1, 0);
    roster.withdraw(v1, 100);
    roster.tick(1_099);
    assertThat(journal).doesNotContain("tc-1.0.0 shut");

    assertThat(roster.tick(1_100)).isTrue();
    assertThat(journal).endsWith("tc-1.0.0 shut");
  }

  @Test
  void closed_takesNoRules_andSaysWhy() {
    ((FakeHook) v1.hook()).failClosed = true;
    roster.offer(v1, 0);
    HookRecord hook = roster.records().iterator().next();
    hook.apply(RuleSet.EMPTY);
    roster.withdraw(v1, 100);
    roster.uninstalled(1, 100);

    assertThat(hook.closed()).isTrue();
    assertThat(roster.judge(hook, RULE))
        .isEqualTo(
            Ability.no(
                "closed: its bundle is gone: what its rules limited is refused until it is back"));
  }

  @Test
  void closed_whenItsBundleIsBack_isTakenOverWithItsRules() {
    ((FakeHook) v1.hook()).failClosed = true;
    roster.offer(v1, 0);
    roster.records().iterator().next().apply(RuleSet.EMPTY);
    roster.withdraw(v1, 100);
    roster.uninstalled(1, 100);
    roster.offer(v2, 5_000);

    assertThat(journal)
        .endsWith(
            "tc-1.0.0 shut", "tc-1.10.0 attach point0", "tc-1.10.0 apply []", "tc-1.0.0 release");
    assertThat(only().state()).isEqualTo(State.ATTACHED);
    assertThat(only().problem()).isEmpty();
  }

  @Test
  void closed_detachedByTheUser_isGone() throws HookException {
    ((FakeHook) v1.hook()).failClosed = true;
    roster.offer(v1, 0);
    roster.withdraw(v1, 100);
    roster.uninstalled(1, 100);
    roster.detach("tc", 200);

    assertThat(journal).endsWith("tc-1.0.0 detach");
    assertThat(roster.views()).isEmpty();
  }

  @Test
  void failClosed_onPurpose_isOpen() throws HookException {
    ((FakeHook) v1.hook()).failClosed = true;
    roster.offer(v1, 0);
    roster.configure(false, 1_000, 0);
    assertThat(journal).endsWith("tc-1.0.0 detach");

    roster.configure(true, 1_000, 0);
    roster.close(0);
    assertThat(journal).endsWith("tc-1.0.0 detach").doesNotContain("tc-1.0.0 shut");
  }

  @Test
  void failClosed_thatCannotBeShut_keepsItsLimitsAndSaysSo() {
    ((FakeHook) v1.hook()).refuseShut = true;
    roster.offer(v1, 0);
    roster.withdraw(v1, 100);
    roster.uninstalled(1, 100);

    assertThat(journal).containsExactly("tc-1.0.0 attach point0");
    assertThat(only().state()).isEqualTo(State.CLOSED);
    assertThat(only().problem())
        .isEqualTo("its bundle is gone; not closed, its limits stay: no shutter");
  }

  @Test
  void attachRefused_isSaidAndTriedAgain() {
    ((FakeHook) v1.hook()).refuseAttach = true;
    roster.offer(v1, 0);
    assertThat(only().state()).isEqualTo(State.FAILED);
    assertThat(only().problem()).contains("point0");

    ((FakeHook) v1.hook()).refuseAttach = false;
    assertThat(roster.tick(HookRoster.RETRY_MS - 1)).isFalse();
    assertThat(roster.tick(HookRoster.RETRY_MS)).isTrue();
    assertThat(only().state()).isEqualTo(State.ATTACHED);
    assertThat(only().problem()).isEmpty();
  }

  @Test
  void attachRefused_allThatWasSaidIsKeptUntilItIsAttached() throws HookException {
    ((FakeHook) v1.hook()).refuseAttach = true;
    roster.offer(v1, 0);
    assertThat(roster.log("tc")).isEqualTo("line 1\nline 2");

    ((FakeHook) v1.hook()).refuseAttach = false;
    roster.tick(HookRoster.RETRY_MS);
    assertThat(roster.log("tc")).isEmpty();
    assertThatThrownBy(() -> roster.log("td")).hasMessageContaining("did you mean tc?");
  }

  @Test
  void offered_areTheNewestVersionsOfRunningBundles() {
    roster.offer(v1, 0);
    roster.offer(v2, 0);
    assertThat(roster.offered()).containsExactly(v2.hook());

    roster.withdraw(v1, 0);
    roster.withdraw(v2, 0);
    assertThat(roster.offered()).isEmpty();
  }

  @Test
  void newVersionRefused_theOldStaysInPlace() {
    ((FakeHook) v2.hook()).refuseAttach = true;
    roster.offer(v1, 0);
    roster.offer(v2, 0);

    assertThat(journal).containsExactly("tc-1.0.0 attach point0");
    assertThat(only().state()).isEqualTo(State.ATTACHED);
    assertThat(only().problem()).isNotEmpty();
  }

  @Test
  void updateToAVersionThatIsRefused_theOldOutlivesTheLingerTime() {
    ((FakeHook) v2.hook()).refuseAttach = true;
    roster.offer(v1, 0);
    roster.withdraw(v1, 0);
    roster.offer(v2, 500);
    roster.tick(60_000);

    assertThat(journal).containsExactly("tc-1.0.0 attach point0");
    assertThat(only().state()).isEqualTo(State.ATTACHED);
  }

  @Test
  void userDetached_staysSoAcrossAnUpdateUntilAttached() throws HookException {
    roster.offer(v1, 0);
    roster.detach("tc", 0);
    roster.withdraw(v1, 0);
    roster.offer(v2, 0);
    assertThat(only().state()).isEqualTo(State.DETACHED);

    roster.attach("tc", Optional.of("eth9"), 0);
    assertThat(journal).endsWith("tc-1.10.0 attach eth9");
  }

  @Test
  void kernelSwitchedOff_kernelHooksGoAndProxyStays() {
    Offer http = new Offer(new FakeHook("http", "1.0.0", Plane.PROXY, journal), 3);
    roster.offer(v1, 0);
    roster.offer(http, 0);
    roster.configure(false, 1_000, 0);
    assertThat(journal).endsWith("tc-1.0.0 detach");
    assertThat(roster.views())
        .extracting(HookView::state)
        .containsExactly(State.DETACHED, State.ATTACHED);

    roster.configure(true, 1_000, 0);
    assertThat(journal).endsWith("tc-1.0.0 attach point0");
  }

  @Test
  void unknownName_suggestsTheNearest() {
    roster.offer(v1, 0);

    assertThatThrownBy(() -> roster.detach("tx", 0))
        .isInstanceOf(HookException.class)
        .hasMessage("no hook 'tx'; did you mean tc?; there are: tc");
  }

  @Test
  void successor_getsTheRulesOfItsPredecessorFirst() {
    roster.offer(v1, 0);
    roster.records().forEach(hook -> hook.apply(RuleSet.EMPTY));
    roster.offer(v2, 0);

    assertThat(journal)
        .endsWith("tc-1.10.0 attach point0", "tc-1.10.0 apply []", "tc-1.0.0 release");
  }

  @Test
  void triedAgain_onlyANewReasonIsNews() {
    FakeHook hook = (FakeHook) v1.hook();
    hook.refuseAttach = true;
    roster.offer(v1, 0);
    assertThat(roster.tick(HookRoster.RETRY_MS)).isFalse();

    hook.refusal = "is taken";
    assertThat(roster.tick(2 * HookRoster.RETRY_MS)).isTrue();
    assertThat(only().problem()).contains("is taken");
  }
}
