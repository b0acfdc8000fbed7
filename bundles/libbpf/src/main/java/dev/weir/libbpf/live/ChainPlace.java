package dev.weir.libbpf.live;

/**
 * A program in a chain of XDP, as struct chain_place of weir/chain.h has it.
 *
 * @param slot its place, 1 to 15
 * @param member the hook's name; of a further program with a colon and its own
 * @param priority lower ones are nearer to the front
 * @param handsOn whether what it passes goes on to the next; else it is the last
 */
record ChainPlace(int slot, String member, int priority, boolean handsOn) {

  /** Whether another belongs behind it. */
  boolean before(int otherPriority, boolean otherHandsOn) {
    return handsOn && (!otherHandsOn || priority <= otherPriority);
  }

  /** Whether it is a program of the hook. */
  boolean of(String hook) {
    return member.equals(hook) || member.startsWith(hook + ":");
  }
}
