package dev.weir.libbpf;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A map's memory, shared with the kernel. Loads have acquire and stores release semantics; each is
 * whole. An offset outside the memory, or one that is not a multiple of the width, fails; so does
 * every use after the object has been closed.
 */
@ProviderType
public interface MappedMemory {

  /** Bytes. */
  int size();

  /** Eight bytes. */
  long getLong(int offset);

  /**
   * Eight bytes each, many at once: each is whole, without any order among them.
   *
   * @param offset of the first
   * @param into takes {@code count} of them, from index 0 on
   */
  void getLongs(int offset, long[] into, int count);

  /** Sets eight bytes. */
  void setLong(int offset, long value);

  /** Four bytes. */
  int getInt(int offset);

  /** Sets four bytes. */
  void setInt(int offset, int value);

  /** Sets bytes to 0, without any order among them. */
  void clear(int offset, int bytes);

  /** Copies bytes in, without any order among them. */
  void put(int offset, byte[] bytes);

  /** Copies bytes out, without any order among them. */
  void get(int offset, byte[] bytes);
}
