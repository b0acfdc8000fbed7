package dev.weir.bench.kernel;

import java.util.List;

/** What the limiting programs are asked, and the goals: nanoseconds over the floor. */
final class LimitScenarios {

  private LimitScenarios() {}

  /**
   * With one rule of each kind in force.
   *
   * @param plane {@code tc}, {@code xdp}
   * @param passes the verdict of a packet that goes on
   * @param drops the verdict of one that does not
   */
  static List<Scenario> few(String plane, int passes, int drops) {
    int[] goals =
        plane.equals("tc") ? new int[] {31, 36, 49, 51, 66} : new int[] {29, 36, 49, 52, 66};
    return List.of(
        new Scenario(plane + ", a port without a rule", Frames.udp(Limits.NO_RULE), passes, 0),
        new Scenario(plane + ", within a limit", Frames.udp(Limits.PORT), passes, goals[0]),
        new Scenario(
            plane + ", IPv4 from and to a CIDR", Frames.udp(Limits.CIDR), passes, goals[1]),
        new Scenario(
            plane + ", IPv6 from and to a CIDR", Frames.udp6(Limits.CIDR6), passes, goals[2]),
        new Scenario(plane + ", one of two CIDRs", Frames.udp(Limits.CIDRS), passes, 0),
        new Scenario(plane + ", within two limits", Frames.udp(Limits.TWO), passes, goals[3]),
        new Scenario(plane + ", on the exact clock", Frames.udp(Limits.EXACT), passes, goals[4]),
        new Scenario(plane + ", a connection refused", Frames.syn(Limits.PORT), drops, 0));
  }

  /** With a thousand rules in force. */
  static Scenario many(String plane, int passes) {
    byte[] frame = Frames.udp(Limits.PORT);
    return new Scenario(
        plane + ", one of 1,000 limits", frame, passes, plane.equals("tc") ? 31 : 29);
  }

  /** From so many sources in turn. */
  static Scenario flows(int flows, int passes, int goal) {
    return new Scenario("xdp, " + flows + " sources", Frames.udp(Limits.PORT), passes, goal);
  }
}
