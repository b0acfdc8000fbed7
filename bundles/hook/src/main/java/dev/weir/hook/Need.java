package dev.weir.hook;

/**
 * Something that a hook needs of the machine, and whether it is there.
 *
 * @param what {@code CAP_BPF}, {@code program xdp}
 * @param missing why it is not there and what to do, in one line; empty when it is there
 */
public record Need(String what, String missing) {

  public Need {
    if (what.isBlank()) {
      throw new IllegalArgumentException("a need names what is needed");
    }
  }

  /** Whether it is there. */
  public boolean met() {
    return missing.isEmpty();
  }
}
