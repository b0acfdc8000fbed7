package dev.weir.traffic;

import dev.weir.rule.Cidr;
import dev.weir.rule.InvalidRuleException;
import java.util.ArrayList;
import java.util.List;

/** The sources that a hook lets pass whatever its rules say, as its settings name them. */
public final class AllowList {

  private static final int MOST = 1024;

  private AllowList() {}

  /**
   * Reads address blocks.
   *
   * @param blocks each one block; empty ones are skipped
   * @throws IllegalArgumentException when one is none, or there are too many
   */
  public static List<Cidr> parse(String... blocks) {
    List<Cidr> allowed = new ArrayList<>();
    for (String block : blocks) {
      try {
        if (!block.isBlank()) {
          allowed.add(Cidr.parse(block.strip()));
        }
      } catch (InvalidRuleException e) {
        throw new IllegalArgumentException("allow: " + e.getMessage(), e);
      }
    }
    if (allowed.size() > MOST) {
      throw new IllegalArgumentException(
          "allow must have at most " + MOST + " blocks, had " + allowed.size());
    }
    return List.copyOf(allowed);
  }
}
