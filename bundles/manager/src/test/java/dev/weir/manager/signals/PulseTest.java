package dev.weir.manager.signals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PulseTest {

  private static final long T0 = 2_000_000_000_000L;

  private final Pulse pulse = new Pulse();

  @Test
  void interfaceAtRest_isNoSilence() {
    assertThat(pulse.silent(5, 100, T0)).isFalse();
    assertThat(pulse.silent(5, 100, T0 + 3_600_000)).isFalse();
  }

  @Test
  void packetsThatTheProgramDoesNotMeet_areSilenceAfterThePatience() {
    pulse.silent(5, 100, T0);
    assertThat(pulse.silent(5, 100 + Pulse.ENOUGH, T0 + 100)).isFalse();
    assertThat(pulse.silent(5, 200, T0 + Pulse.PATIENCE_MS - 1)).isFalse();
    assertThat(pulse.silent(5, 200, T0 + Pulse.PATIENCE_MS)).isTrue();
  }

  @Test
  void aBurstAfterALongRest_betweenTheReadings_isNoSilence() {
    pulse.silent(5, 100, T0);
    pulse.silent(5, 100, T0 + 60_000);

    assertThat(pulse.silent(5, 5_000, T0 + 60_100)).isFalse();
    assertThat(pulse.silent(4_905, 5_000, T0 + 60_200)).isFalse();
  }

  @Test
  void onePacketMet_endsTheSilence() {
    pulse.silent(5, 100, T0);
    assertThat(pulse.silent(5, 200, T0 + 1_000)).isTrue();

    assertThat(pulse.silent(6, 201, T0 + 1_100)).isFalse();
  }

  @Test
  void interfaceMadeAnew_itsCounterBeginsAgain() {
    pulse.silent(5, 1_000, T0);

    assertThat(pulse.silent(5, 3, T0 + 1_000)).isFalse();
    assertThat(pulse.silent(5, 3, T0 + 5_000)).isFalse();
  }
}
