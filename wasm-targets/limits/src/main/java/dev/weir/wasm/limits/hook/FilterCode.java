package dev.weir.wasm.limits.hook;

import dev.weir.hook.HookException;
import java.io.IOException;
import java.io.InputStream;

/** The module that a filter's bundle carries. */
public final class FilterCode {

  private FilterCode() {}

  /**
   * Reads it.
   *
   * @param owner a class of the bundle
   * @param name of the resource, from the root
   */
  public static byte[] read(Class<?> owner, String name) throws HookException {
    try (InputStream stream = owner.getResourceAsStream(name)) {
      if (stream == null) {
        throw new HookException("the bundle does not carry " + name + ": build it again");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new HookException("cannot read " + name + " from the bundle: " + e.getMessage(), e);
    }
  }
}
