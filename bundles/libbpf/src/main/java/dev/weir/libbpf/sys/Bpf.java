package dev.weir.libbpf.sys;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * The bpf(2) system call where libbpf 1.1 does not reach: its structures by their offsets in
 * linux/bpf.h, which are the kernel's stable interface.
 *
 * <p>Memory that a structure points to is closed by its try block after the call, and so is held
 * until then.
 */
public final class Bpf {

  /** enum bpf_attach_type. */
  public static final int XDP = 37;

  public static final int TCX_INGRESS = 46;
  public static final int TCX_EGRESS = 47;

  public static final int SOCK_OPS = 3;
  public static final int CONNECT4 = 10;
  public static final int CONNECT6 = 11;
  public static final int SOCK_RELEASE = 34;
  public static final int SK_LOOKUP = 36;
  public static final int TRACEPOINT = 23;

  /** What a link to a tracepoint leads to, in {@link LinkInfo#device}. */
  public static final int KERNEL = 1;

  /** enum bpf_link_type. */
  private static final int LINK_OF_TRACEPOINT = 1;

  /** XDP_FLAGS_* of linux/if_link.h. */
  public static final int XDP_GENERIC = 1 << 1;

  public static final int XDP_NATIVE = 1 << 2;

  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int F_BEFORE = 1 << 3;
  private static final int F_AFTER = 1 << 4;
  private static final int F_LINK = 1 << 13;
  private static final int MAP_CREATE = 0;
  private static final int MAP_CREATE_BYTES = 72;
  private static final int MOST_PROGRAMS = 64;
  private static final int PROG_LOAD = 5;
  private static final int PROG_QUERY = 16;
  private static final int LINK_CREATE = 28;
  private static final int MEMBARRIER_CMD_GLOBAL = 1;
  private static final int CLOCK_MONOTONIC_COARSE = 6;
  private static final int PROBE_BYTES = 112;
  private static final byte[] PROBE_NAME = "weir_probe".getBytes(StandardCharsets.US_ASCII);
  private static final boolean ARM = Platform.isARM();
  private static final long SYS_BPF = ARM ? 280 : 321;
  private static final long SYS_MEMBARRIER = ARM ? 283 : 324;

  private Bpf() {}

  /**
   * A link of a program to an interface, by its index, or to a control group or network namespace,
   * by its descriptor: the link's descriptor, owned by the caller, or −errno.
   */
  public static int linkCreate(int program, int device, int attachType, int flags) {
    try (Memory attr = zeroed(64)) {
      attr.setInt(0, program);
      attr.setInt(4, device);
      attr.setInt(8, attachType);
      attr.setInt(12, flags);
      return Errno.negative(Libc.syscall(SYS_BPF, LINK_CREATE, attr, attr.size()));
    }
  }

  /**
   * A map without a description: its descriptor, owned by the caller, or −errno.
   *
   * @param name at most 15 bytes
   * @param layout type, bytes of a key, bytes of a value, entries, flags
   */
  public static int mapCreate(String name, int... layout) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    try (Memory attr = zeroed(MAP_CREATE_BYTES)) {
      attr.write(0, layout, 0, layout.length);
      attr.write(28, bytes, 0, bytes.length);
      return Errno.negative(Libc.syscall(SYS_BPF, MAP_CREATE, attr, attr.size()));
    }
  }

  /** The program of an element of a program array: its id, 0 where there is none, or −errno. */
  public static int programAt(int map, int index) {
    try (Memory key = zeroed(4);
        Memory value = zeroed(4)) {
      key.setInt(0, index);
      int rc = Libbpf.bpf_map_lookup_elem(map, key, value);
      return rc == -Errno.ENOENT ? 0 : rc < 0 ? rc : value.getInt(0);
    }
  }

  /** Puts a program into an element of a program array, or nothing when it is below 0. */
  public static int setProgramAt(int map, int index, int program) {
    try (Memory key = zeroed(4);
        Memory value = zeroed(4)) {
      key.setInt(0, index);
      value.setInt(0, program);
      return program < 0
          ? Libbpf.bpf_map_delete_elem(map, key)
          : Libbpf.bpf_map_update_elem(map, key, value, 0);
    }
  }

  /** A link of tcx beside another: its descriptor, owned by the caller, or −errno. */
  public static int linkCreateBeside(int program, int device, int attachType, Beside beside) {
    try (Memory attr = zeroed(64)) {
      attr.setInt(0, program);
      attr.setInt(4, device);
      attr.setInt(8, attachType);
      attr.setInt(12, F_LINK | (beside.before() ? F_BEFORE : F_AFTER));
      attr.setInt(16, beside.link());
      return Errno.negative(Libc.syscall(SYS_BPF, LINK_CREATE, attr, attr.size()));
    }
  }

  /**
   * Where among others a link is made.
   *
   * @param link descriptor of another
   * @param before whether before it, or after
   */
  public record Beside(int link, boolean before) {}

  /** Ids of the programs at an attach type of an interface, in order; empty when it is refused. */
  public static int[] programs(int device, int attachType) {
    try (Memory attr = zeroed(64);
        Memory ids = zeroed(MOST_PROGRAMS * 4L)) {
      attr.setInt(0, device);
      attr.setInt(4, attachType);
      attr.setPointer(16, ids);
      attr.setInt(24, MOST_PROGRAMS);
      long rc = Libc.syscall(SYS_BPF, PROG_QUERY, attr, attr.size());
      return rc < 0 ? new int[0] : ids.getIntArray(0, Math.min(MOST_PROGRAMS, attr.getInt(24)));
    }
  }

  /** Whether the kernel knows an attach type of interfaces, asked of one: 0, or −errno. */
  public static int query(int device, int attachType) {
    try (Memory attr = zeroed(64)) {
      attr.setInt(0, device);
      attr.setInt(4, attachType);
      return Errno.negative(Libc.syscall(SYS_BPF, PROG_QUERY, attr, attr.size()));
    }
  }

  /**
   * Opens a directory or a namespace to attach to: its descriptor, owned by the caller, or −errno.
   */
  public static int open(String path) {
    return Errno.negative(Libc.open(path, CLOSE_ON_EXEC));
  }

  /** Waits until every program that runs now has ended (membarrier): 0, or −errno. */
  public static int awaitReaders() {
    return Errno.negative(Libc.syscall(SYS_MEMBARRIER, MEMBARRIER_CMD_GLOBAL, null, 0));
  }

  /** A tick of the timer, the resolution of the coarse clock, in nanoseconds: or −errno. */
  public static long tickNanos() {
    try (Memory time = zeroed(2 * Long.BYTES)) {
      int rc = Errno.negative(Libc.clock_getres(CLOCK_MONOTONIC_COARSE, time));
      return rc < 0 ? rc : time.getLong(0) * 1_000_000_000L + time.getLong(Long.BYTES);
    }
  }

  /**
   * Loads {@code r0 = 1; exit} as a program of a type: its descriptor, or −errno.
   *
   * @param attachType where such a program sits; 0 where its type alone says so
   * @param target id in the kernel's BTF of what it traces; 0 for none
   */
  public static int probe(int type, int attachType, int target) {
    try (Memory instructions = zeroed(16);
        Memory license = string("GPL");
        Memory attr = zeroed(PROBE_BYTES)) {
      instructions.setByte(0, (byte) 0xb7);
      instructions.setInt(4, 1);
      instructions.setByte(8, (byte) 0x95);
      attr.setInt(0, type);
      attr.setInt(4, 2);
      attr.setPointer(8, instructions);
      attr.setPointer(16, license);
      attr.write(48, PROBE_NAME, 0, PROBE_NAME.length);
      attr.setInt(68, attachType);
      attr.setInt(108, target);
      return Errno.negative(Libc.syscall(SYS_BPF, PROG_LOAD, attr, attr.size()));
    }
  }

  /**
   * The XDP program of an interface: its id, 0 when there is none; empty when it cannot be told.
   */
  public static OptionalInt xdpProgram(int device) {
    try (Memory options = zeroed(32)) {
      options.setLong(0, options.size());
      int rc = Libbpf.bpf_xdp_query(device, 0, options);
      return rc < 0 ? OptionalInt.empty() : OptionalInt.of(options.getInt(8));
    }
  }

  /** How an interface's XDP program is attached: 1 native, 2 generic, 3 in hardware, 0 not. */
  public static int xdpMode(int device) {
    try (Memory options = zeroed(32)) {
      options.setLong(0, options.size());
      return Libbpf.bpf_xdp_query(device, 0, options) < 0 ? 0 : options.getByte(24);
    }
  }

  /** bpf_link_info of a descriptor; of a link that leads nowhere any more, device is 0. */
  public static LinkInfo linkInfo(int link) throws KernelError {
    try (Memory info = info(link, 64)) {
      int device = info.getInt(0) == LINK_OF_TRACEPOINT ? KERNEL : info.getInt(16);
      return new LinkInfo(info.getInt(4), info.getInt(8), device);
    }
  }

  /** bpf_prog_info of a descriptor. */
  public static ProgramInfo programInfo(int program) throws KernelError {
    try (Memory info = info(program, 128)) {
      return new ProgramInfo(info.getInt(4), info.getString(64, StandardCharsets.UTF_8.name()));
    }
  }

  /** bpf_map_info of a descriptor. */
  public static MapInfo mapInfo(int map) throws KernelError {
    try (Memory info = info(map, 88)) {
      return new MapInfo(
          info.getInt(4),
          new int[] {
            info.getInt(0), info.getInt(8), info.getInt(12), info.getInt(16), info.getInt(20)
          },
          info.getInt(64),
          info.getInt(68),
          info.getInt(72));
    }
  }

  /** The BTF of an id as the kernel has it. */
  public static byte[] btf(int id) throws KernelError {
    int fd = Libbpf.bpf_btf_get_fd_by_id(id);
    if (fd < 0) {
      throw new KernelError("open BTF " + id, -fd);
    }
    try {
      int size;
      try (Memory info = info(fd, 32)) {
        size = info.getInt(8);
      }
      try (Memory bytes = zeroed(size);
          Memory info = zeroed(32);
          Memory length = zeroed(4)) {
        info.setPointer(0, bytes);
        info.setInt(8, size);
        length.setInt(0, (int) info.size());
        KernelError.check("read BTF " + id, Libbpf.bpf_obj_get_info_by_fd(fd, info, length));
        return bytes.getByteArray(0, size);
      }
    } finally {
      Libc.close(fd);
    }
  }

  /**
   * Zeroed native memory that the caller closes, or holds for as long as native code may use it.
   */
  public static Memory zeroed(long size) {
    Memory memory = new Memory(size);
    memory.clear();
    return memory;
  }

  /** A C string that the caller holds for as long as native code may use it. */
  public static Memory string(String text) {
    byte[] bytes = Native.toByteArray(text, StandardCharsets.UTF_8.name());
    Memory memory = new Memory(bytes.length);
    memory.write(0, bytes, 0, bytes.length);
    return memory;
  }

  /** Native memory with a copy of bytes; at least one byte. */
  public static Memory copy(byte[] bytes) {
    Memory memory = zeroed(Math.max(1, bytes.length));
    memory.write(0, bytes, 0, bytes.length);
    return memory;
  }

  /** Whether mmap failed. */
  public static boolean failed(Pointer mapped) {
    return Pointer.nativeValue(mapped) == -1L;
  }

  private static Memory info(int fd, int size) throws KernelError {
    Memory info = zeroed(size);
    try (Memory length = zeroed(4)) {
      length.setInt(0, size);
      KernelError.check("ask about fd " + fd, Libbpf.bpf_obj_get_info_by_fd(fd, info, length));
      return info;
    } catch (KernelError e) {
      info.close();
      throw e;
    }
  }
}
