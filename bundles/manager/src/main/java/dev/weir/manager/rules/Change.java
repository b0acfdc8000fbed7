package dev.weir.manager.rules;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change that is not in force yet.
 *
 * @param cause what it comes from, as a user would say it: a source's name, {@code rollback to 7}
 * @param merged what will be in force
 * @param states of the sources
 * @param pin what holds then; null for nothing
 * @param changesRules whether the rules are others than those in force
 */
public record Change(
    String cause,
    Merged merged,
    Map<String, SourceState> states,
    @Nullable Pin pin,
    boolean changesRules) {

  /** Which states give the rules: the pinned ones, where something is pinned. */
  Map<String, SourceState> giving() {
    return pin == null ? states : pin.states();
  }
}
