package dev.weir.engine.call;

import org.jspecify.annotations.Nullable;

/**
 * The arguments and attachments of a call, for hotspot rules: values of four types, without boxes.
 * A string may be null for a value that is none.
 *
 * <p>Reused from call to call; it grows to the most values that one call had and no further than
 * {@value #MAX} of each kind: what comes after is left out.
 */
public final class Arguments {

  /** Most arguments, and most attachments. */
  public static final int MAX = 64;

  private static final @Nullable String[] NO_KEYS = {};

  private final Values args = new Values();
  private final Values attachments = new Values();
  private @Nullable String[] keys = NO_KEYS;

  /** Forgets all. */
  public Arguments clear() {
    args.clear();
    attachments.clear();
    return this;
  }

  /** How many arguments there are. */
  public int size() {
    return args.size();
  }

  /** The arguments. */
  public Values args() {
    return args;
  }

  /** The attachments' values, by the index that {@link #find} gives. */
  public Values attachments() {
    return attachments;
  }

  /** Index of the attachment of that key, or -1; the last one that was attached counts. */
  public int find(String key) {
    for (int i = attachments.size() - 1; i >= 0; i--) {
      if (key.equals(keys[i])) {
        return i;
      }
    }
    return -1;
  }

  /** Names the attachment that is added next; then add its value to {@link #attachments}. */
  public Values attach(String key) {
    int next = attachments.size();
    if (next < MAX) {
      if (next == keys.length) {
        @Nullable String[] longer = new @Nullable String[Math.max(4, 2 * next)];
        System.arraycopy(keys, 0, longer, 0, next);
        keys = longer;
      }
      keys[next] = key;
    }
    return attachments;
  }
}
