package dev.weir.libbpf.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The compiled test programs, and numbers as maps have them. */
public final class Objects {

  private Objects() {}

  /** A compiled object by the name of its source. */
  public static byte[] read(String name) {
    try (InputStream object = Objects.class.getResourceAsStream("/" + name + ".bpf.o")) {
      if (object == null) {
        throw new IllegalStateException(name + " has not been compiled");
      }
      return object.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read object " + name, e);
    }
  }

  static byte[] u32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
  }
}
