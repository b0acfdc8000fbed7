package dev.weir.libbpf;

import dev.weir.hook.HookException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A map of a {@link LoadedObject}, which owns its descriptor. Keys and values are in the byte order
 * of the machine. The value of a per-CPU map is one value after another, each rounded up to 8
 * bytes, for {@link Kernel#possibleCpus} CPUs.
 *
 * <p>An update or a lookup is a system call, about 2 µs; what is read often is read by {@link
 * #mmap} or {@link #forEach}.
 */
@ProviderType
public interface BpfMap {

  /** Type and sizes. */
  MapLayout layout();

  /** Bytes of a value as user space sees it: of all CPUs where the map is per CPU. */
  int valueBytes();

  /**
   * The map's memory, mapped once and shared by all callers, until the object is closed.
   *
   * @throws HookException when the map was not made with BPF_F_MMAPABLE
   */
  MappedMemory mmap() throws HookException;

  /**
   * Sets the value of a key.
   *
   * @throws HookException when the map is full, or the key is out of an array's bounds
   */
  void update(byte[] key, byte[] value) throws HookException;

  /**
   * Copies the value of a key.
   *
   * @return whether the key is there
   * @throws HookException when the kernel refuses
   */
  boolean lookup(byte[] key, byte[] value) throws HookException;

  /**
   * Deletes a key.
   *
   * @return whether the key was there
   * @throws HookException when the map is one whose keys stay
   */
  boolean delete(byte[] key) throws HookException;

  /**
   * Visits all entries, in batches, about 0.3 µs each. What is changed meanwhile may be seen or
   * not.
   *
   * @throws HookException when the map knows no batches, or a bucket holds more than a batch
   */
  void forEach(EntryReader reader) throws HookException;

  /** Takes entries. The buffers are valid until it returns, in native order. */
  @FunctionalInterface
  interface EntryReader {

    /** One entry. */
    void entry(ByteBuffer key, ByteBuffer value);
  }
}
