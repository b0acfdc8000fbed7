package dev.weir.libbpf;

/** The setting {@code whenAbsent} of hooks: what happens to what a hook limits when it is gone. */
public final class WhenAbsent {

  private WhenAbsent() {}

  /**
   * Whether what the hook limits is then refused.
   *
   * @throws IllegalArgumentException when it is neither open nor closed
   */
  public static boolean closed(String setting) {
    return switch (setting) {
      case "open" -> false;
      case "closed" -> true;
      default ->
          throw new IllegalArgumentException(
              "whenAbsent must be open or closed, was '" + setting + "'");
    };
  }
}
