package dev.weir.libbpf.live;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.weir.hook.HookException;
import dev.weir.libbpf.BpfMap;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.TestRun;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.Libbpf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An object that libbpf has loaded; closing it closes libbpf's descriptors. */
final class LibbpfObject implements LoadedObject {

  private static final int TEST_OPTIONS_BYTES = 80;

  /** What a program may add to a packet. */
  private static final int TEST_HEADROOM = 256;

  private final String name;
  private final Pointer object;
  private final Memory bytes;
  private final PinnedMaps reused;
  private final Map<String, LibbpfMap> maps = new LinkedHashMap<>();
  private final Map<String, Integer> programs = new LinkedHashMap<>();
  private volatile boolean closed;

  /** What is known of the maps before the load. */
  record Setup(Map<String, Pointer> maps, PinnedMaps reused, int cpus) {}

  private LibbpfObject(String name, Pointer object, Memory bytes, PinnedMaps reused) {
    this.name = name;
    this.object = object;
    this.bytes = bytes;
    this.reused = reused;
  }

  static LibbpfObject of(String name, Pointer object, Memory bytes, Setup setup) {
    LibbpfObject loaded = new LibbpfObject(name, object, bytes, setup.reused);
    setup.maps.forEach(
        (map, handle) ->
            loaded.maps.put(
                map,
                new LibbpfMap(
                    map, Libbpf.bpf_map__fd(handle), OpenObject.layout(handle), setup.cpus)));
    for (Pointer program = Libbpf.bpf_object__next_program(object, null);
        program != null;
        program = Libbpf.bpf_object__next_program(object, program)) {
      loaded.programs.put(Libbpf.bpf_program__name(program), Libbpf.bpf_program__fd(program));
    }
    return loaded;
  }

  /** Descriptor of a program; the object keeps it. */
  int program(String program) throws HookException {
    Integer fd = programs.get(program);
    if (fd == null) {
      throw new HookException(
          "object " + name + " has no program " + program + ", it has " + programs.keySet());
    }
    return fd;
  }

  LibbpfMap libbpfMap(String map) {
    LibbpfMap found = maps.get(map);
    if (found == null) {
      throw new IllegalArgumentException(
          "object " + name + " has no map " + map + ", it has " + maps.keySet());
    }
    return found;
  }

  PinnedMaps reuse() {
    return reused;
  }

  @Override
  public BpfMap map(String map) {
    return libbpfMap(map);
  }

  @Override
  public List<String> maps() {
    return List.copyOf(maps.keySet());
  }

  @Override
  public boolean reused(String map) {
    return reused.has(map);
  }

  @Override
  public TestRun testRun(String program, byte[] packet, int repeat) throws HookException {
    if (closed) {
      throw new IllegalStateException("object " + name + " has been closed");
    }
    int fd = program(program);
    try (Memory options = Bpf.zeroed(TEST_OPTIONS_BYTES);
        Memory in = Bpf.copy(packet);
        Memory out = Bpf.zeroed(packet.length + TEST_HEADROOM)) {
      options.setLong(0, TEST_OPTIONS_BYTES);
      options.setPointer(8, in);
      options.setPointer(16, out);
      options.setInt(24, packet.length);
      options.setInt(28, (int) out.size());
      options.setInt(60, repeat);
      Refusals.check(
          "run " + program + " on a packet of " + packet.length + " bytes",
          Libbpf.bpf_prog_test_run_opts(fd, options));
      byte[] result = out.getByteArray(0, options.getInt(28));
      return new TestRun(options.getInt(56), result, options.getInt(64));
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      maps.values().forEach(LibbpfMap::close);
      Libbpf.bpf_object__close(object);
      bytes.close();
    }
  }
}
