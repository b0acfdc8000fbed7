package dev.weir.libbpf.sys;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** What is needed of libc, by JNA's direct mapping; bound by {@link Natives}. */
public final class Libc {

  private Libc() {}

  /** Variadic in C; integers and pointers go the same way on x86-64 and on arm64 Linux. */
  public static native long syscall(long number, long a, @Nullable Pointer b, long c);

  public static native int open(String path, int flags);

  public static native int close(int fd);

  public static native Pointer mmap(
      @Nullable Pointer address, long size, int protection, int flags, int fd, long offset);

  public static native int munmap(Pointer address, long size);

  public static native int vsnprintf(Pointer to, long size, Pointer format, Pointer arguments);

  @SuppressWarnings("MemberName") // libc's own name
  public static native int if_nametoindex(String name);

  @SuppressWarnings("MemberName") // libc's own name
  public static native int clock_getres(int clock, Pointer resolution);

  public static native int mount(
      String source, String target, String type, long flags, @Nullable Pointer data);
}
