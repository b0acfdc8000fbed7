package dev.weir.wasm.limits.hook;

import dev.weir.hook.HookException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a user has written for a filter, or what is wrong with them. Wrong ones let a
 * hook refuse to attach, and not fail to be there: its predecessor's filter stays in the proxy,
 * with the settings that it has.
 */
public final class Configured {

  private final @Nullable FilterSettings settings;
  private final String wrong;

  private Configured(@Nullable FilterSettings settings, String wrong) {
    this.settings = settings;
    this.wrong = wrong;
  }

  /** Settings that nobody has written. */
  public static Configured with(FilterSettings settings) {
    return new Configured(settings, "");
  }

  /**
   * Reads what a user has written.
   *
   * @param pid where they stand
   * @param read makes settings of them, or throws what says which is wrong and what it must be
   */
  public static Configured of(String pid, Supplier<FilterSettings> read) {
    try {
      return with(read.get());
    } catch (RuntimeException wrong) {
      return new Configured(null, pid + ": " + wrong.getMessage());
    }
  }

  /** The settings. */
  public FilterSettings settings() throws HookException {
    if (settings == null) {
      throw new HookException(wrong + "; until it is corrected the proxy keeps what it has");
    }
    return settings;
  }
}
