package dev.weir.libbpf;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What to attach where.
 *
 * @param hook name of the hook; its pins are below this name
 * @param object the object of all programs
 * @param program name of the first program's function
 * @param type where it sits
 * @param device the point: name of an interface in the network namespace of this process, or path
 *     of a control group below the root of cgroup2 ({@code /} is the root); of a tracepoint nothing
 *     that matters
 * @param further programs that are attached, replaced and taken down with the first
 * @param priority where it sits among Weir's other hooks at an interface: lower ones see a packet
 *     first; other people's programs stay where they are
 * @param failClosed whether what its rules limit is refused when the hook is gone; never on the
 *     loopback interface
 */
public record AttachSpec(
    String hook,
    ObjectSpec object,
    String program,
    AttachType type,
    String device,
    List<Further> further,
    int priority,
    boolean failClosed) {

  /** Of a hook that wants no other. */
  public static final int DEFAULT_PRIORITY = 100;

  public AttachSpec {
    further = List.copyOf(further);
  }

  /** Types of all its programs. */
  public Set<AttachType> types() {
    Set<AttachType> types = EnumSet.of(type);
    further.forEach(more -> types.add(more.type()));
    return types;
  }

  /** Programs of the default priority. */
  public AttachSpec(
      String hook,
      ObjectSpec object,
      String program,
      AttachType type,
      String device,
      List<Further> further) {
    this(hook, object, program, type, device, further, DEFAULT_PRIORITY, false);
  }

  /** The same with another priority. */
  public AttachSpec withPriority(int other) {
    return new AttachSpec(hook, object, program, type, device, further, other, failClosed);
  }

  /** The same, failing closed or open. */
  public AttachSpec withFailClosed(boolean closed) {
    return new AttachSpec(hook, object, program, type, device, further, priority, closed);
  }

  /** One program alone. */
  public AttachSpec(
      String hook, ObjectSpec object, String program, AttachType type, String device) {
    this(hook, object, program, type, device, List.of());
  }

  /**
   * Another program of the object, at the same point, or in the network namespace of this process
   * when its type has no other.
   *
   * @param program name of its function
   * @param type where it sits
   */
  public record Further(String program, AttachType type) {}
}
