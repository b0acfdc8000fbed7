package dev.weir.hook;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * An {@link Attachment} whose program meets every packet that its interface receives: when the
 * interface receives and this count stands still, the hook is silent, and its signals are taken
 * from elsewhere.
 */
@ConsumerType
public interface Heartbeat {

  /**
   * Packets that the program has met, of every kind; below 0 when it does not count them all.
   *
   * @throws HookException when that cannot be read
   */
  long beats() throws HookException;
}
