package dev.weir.libbpf;

import dev.weir.hook.HookException;
import java.io.IOException;
import java.io.InputStream;

/** The compiled object that a hook's bundle carries. */
public final class BundledObject {

  private BundledObject() {}

  /**
   * Reads it.
   *
   * @param owner a class of the bundle
   * @param name of the resource, from the root: {@code /xdp_counter.bpf.o}
   * @throws HookException when the bundle does not carry it
   */
  public static byte[] read(Class<?> owner, String name) throws HookException {
    try (InputStream object = owner.getResourceAsStream(name)) {
      if (object == null) {
        throw new HookException("the bundle does not carry " + name + ": build it again");
      }
      return object.readAllBytes();
    } catch (IOException e) {
      throw new HookException("cannot read " + name + " from the bundle: " + e.getMessage(), e);
    }
  }
}
