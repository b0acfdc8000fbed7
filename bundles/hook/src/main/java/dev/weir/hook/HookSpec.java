package dev.weir.hook;

/**
 * What a hook wants to be: inert, and valid once constructed.
 *
 * @param name unique among hooks; lower-case letters, digits and dashes, 1 to 48 characters. Two
 *     versions of a hook share the name: the newer takes over from the older
 * @param version of the hook, as its bundle has it
 * @param plane where it sits
 * @param point what it attaches to by default: an interface for the kernel's planes, an extension
 *     slot for Envoy
 * @param description one line for people
 */
public record HookSpec(String name, String version, Plane plane, String point, String description) {

  public HookSpec {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "a hook's name has 1 to 48 lower-case letters, digits and dashes, was '" + name + "'");
    }
    if (point.isBlank()) {
      throw new IllegalArgumentException("hook " + name + " names no point to attach to");
    }
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= 48;
  }
}
