package dev.weir.bench.kernel.live;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.Errno;
import dev.weir.libbpf.sys.Libbpf;
import dev.weir.libbpf.sys.Natives;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The program {@code flood.bpf.c} in the kernel, to be run on a frame. */
final class LiveFrames implements AutoCloseable {

  private static final String OBJECT = "/flood.bpf.o";
  private static final int OPTIONS_BYTES = 80;
  private static final int LIVE = 1 << 1;
  private static final int BATCH = 64;

  private final Memory bytes;
  private final Pointer object;
  private final int program;

  private LiveFrames(Memory bytes, Pointer object, int program) {
    this.bytes = bytes;
    this.object = object;
    this.program = program;
  }

  /** Loads it. */
  static LiveFrames load() throws IOException {
    String missing = Natives.missing();
    if (!missing.isEmpty()) {
      throw new IOException(missing);
    }
    Memory bytes = Bpf.copy(read());
    Pointer object = open(bytes);
    if (object == null) {
      bytes.close();
      throw new IOException("libbpf cannot open " + OBJECT);
    }
    Pointer program = Libbpf.bpf_object__next_program(object, null);
    if (program == null || Libbpf.bpf_object__load(object) != 0) {
      Libbpf.bpf_object__close(object);
      bytes.close();
      throw new IOException("the kernel does not take " + OBJECT);
    }
    return new LiveFrames(bytes, object, Libbpf.bpf_program__fd(program));
  }

  /**
   * Sends a frame so many times, on the calling thread and in its network namespace. What the
   * device has no room for is lost without a word.
   *
   * @throws IOException when the kernel refuses
   */
  void send(Memory frame, int times) throws IOException {
    try (Memory options = Bpf.zeroed(OPTIONS_BYTES)) {
      options.setLong(0, OPTIONS_BYTES);
      options.setPointer(8, frame);
      options.setInt(24, (int) frame.size());
      options.setInt(60, times);
      options.setInt(68, LIVE);
      options.setInt(76, BATCH);
      int rc = Libbpf.bpf_prog_test_run_opts(program, options);
      if (rc < 0) {
        throw new IOException("the kernel sends no frames: " + Errno.name(-rc));
      }
    }
  }

  @Override
  public void close() {
    Libbpf.bpf_object__close(object);
    bytes.close();
  }

  private static @Nullable Pointer open(Memory bytes) {
    try (Memory options = Bpf.zeroed(OPTIONS_BYTES);
        Memory name = Bpf.string("flood")) {
      options.setLong(0, OPTIONS_BYTES);
      options.setPointer(8, name);
      return Libbpf.bpf_object__open_mem(bytes, bytes.size(), options);
    }
  }

  private static byte[] read() throws IOException {
    try (InputStream object = LiveFrames.class.getResourceAsStream(OBJECT)) {
      if (object == null) {
        throw new IOException("the program " + OBJECT + " is missing");
      }
      return object.readAllBytes();
    }
  }
}
