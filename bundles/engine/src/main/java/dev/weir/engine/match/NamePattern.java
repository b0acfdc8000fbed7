package dev.weir.engine.match;

import dev.weir.engine.call.Names;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that a resource's name is compared with; it matches a name that has it anywhere in it,
 * as sentinel-golang's regexp.MatchString does: anchor it with {@code ^} and {@code $} to match
 * whole names. Immutable; for every thread.
 *
 * <p>The syntax is RE2's, as Go takes it, without Unicode classes ({@code \p}); a pattern that
 * would have to go back (references, look-around) is refused as it is there. Matching takes at most
 * the length of the name times the steps of the pattern, of which there are at most {@value
 * #MAX_STEPS}; it allocates, and belongs where rules are loaded and resources are named.
 */
public final class NamePattern implements Names {

  /** Longest pattern, in characters. */
  public static final int MAX_LENGTH = 1_024;

  /** Most steps of a pattern, of which a repetition takes as many as it counts. */
  public static final int MAX_STEPS = ProgramBuilder.MAX_STEPS;

  private final String pattern;
  private final Program program;

  private NamePattern(String pattern, Program program) {
    this.pattern = pattern;
    this.program = program;
  }

  /**
   * Compiles a pattern.
   *
   * @throws PatternException when it is none, or too large
   */
  public static NamePattern of(String pattern) {
    if (pattern.length() > MAX_LENGTH) {
      throw new PatternException(
          "a pattern has at most " + MAX_LENGTH + " characters, this one goes on",
          pattern,
          MAX_LENGTH);
    }
    Node root = PatternParser.parse(pattern);
    return new NamePattern(pattern, new ProgramBuilder(pattern).build(root));
  }

  @Override
  public boolean match(String name) {
    return program.find(name);
  }

  @Override
  public @Nullable String single() {
    return null;
  }

  @Override
  public String toString() {
    return pattern;
  }
}
