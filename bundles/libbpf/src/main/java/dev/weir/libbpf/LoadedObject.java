package dev.weir.libbpf;

import dev.weir.hook.HookException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An object in the kernel. It owns the descriptors of its programs and maps and the memory mapped
 * from them; {@link #close} gives all of them back, and a map used after that fails.
 */
@ProviderType
public interface LoadedObject extends AutoCloseable {

  /**
   * A map of the object.
   *
   * @throws IllegalArgumentException when the object has no map of this name
   */
  BpfMap map(String name);

  /** Names of the object's maps, without those that libbpf makes for its variables. */
  List<String> maps();

  /** Whether the map was there before, with what it holds. */
  boolean reused(String map);

  /**
   * Runs a program on a packet, in the kernel, without an interface (BPF_PROG_TEST_RUN).
   *
   * @param program name of its function
   * @param packet from the Ethernet header on, at least 14 bytes
   * @param repeat how often, at least 1
   * @throws HookException when the kernel refuses
   */
  TestRun testRun(String program, byte[] packet, int repeat) throws HookException;

  @Override
  void close();
}
