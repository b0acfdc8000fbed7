package dev.weir.envoy.xds;

/**
 * How the connected Envoys that have a slot stand to what is published in it.
 *
 * @param connected Envoys whose stream asks for the slot
 * @param accepted of them, those that run what is published
 * @param refused of them, those that keep what they had before
 * @param refusal who refused last, and Envoy's own message; empty when none did
 */
public record Tally(int connected, int accepted, int refused, String refusal) {

  /** Whether every Envoy has answered. */
  public boolean complete() {
    return accepted + refused == connected;
  }
}
