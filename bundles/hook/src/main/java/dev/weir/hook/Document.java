package dev.weir.hook;

/**
 * A text that a source found rules in, unread.
 *
 * @param name where it is, as a user would look for it: a path, a key, a PID
 * @param text its content
 */
public record Document(String name, String text) {

  /** Longest text, in characters; more is refused unread. */
  public static final int MAX_TEXT = 4 * 1024 * 1024;
}
