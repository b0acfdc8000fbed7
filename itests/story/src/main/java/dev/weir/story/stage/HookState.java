package dev.weir.story.stage;

import java.util.List;
import java.util.Map;

/**
 * A hook, as {@code weir:hooks --json} has it.
 *
 * @param name its name
 * @param version of its bundle
 * @param state {@code attached}, {@code detached}, {@code failed} or {@code lingering}
 * @param live whether the plane has it
 * @param problem why it is not attached, or empty
 * @param rules ids of the rules it enforces
 * @param facts what the plane says of it, by name
 */
public record HookState(
    String name,
    String version,
    String state,
    boolean live,
    String problem,
    List<String> rules,
    Map<String, String> facts) {

  /** Whether it is in place, by the record and by the plane. */
  public boolean inPlace() {
    return live && state.equals("attached");
  }
}
