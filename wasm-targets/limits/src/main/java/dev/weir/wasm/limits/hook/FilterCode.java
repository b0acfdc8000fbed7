package dev.weir.wasm.limits.hook;

import dev.weir.hook.HookException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The module that a filter's bundle carries. */
public final class FilterCode {

  private FilterCode() {}

  /**
   * A mark of the code, for {@link SliceJson}: the same for the same code, and for no other.
   *
   * @return above 0
   */
  public static long mark(byte[] code) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(code);
      return ByteBuffer.wrap(digest).getLong() >>> 1 | 1;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

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
