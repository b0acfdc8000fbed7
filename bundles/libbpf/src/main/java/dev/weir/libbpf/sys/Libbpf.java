package dev.weir.libbpf.sys;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * libbpf.so.1 by JNA's direct mapping; bound by {@link Natives}. size_t is a long: 64-bit machines
 * only.
 */
@SuppressWarnings("MemberName") // the library's own names
public final class Libbpf {

  private Libbpf() {}

  /** {@code int (*)(enum libbpf_print_level, const char *, va_list)}. */
  public interface PrintFunction extends Callback {
    /** A va_list arrives as a pointer on x86-64 and arm64 alike. */
    int print(int level, Pointer format, Pointer arguments);
  }

  public static native Pointer libbpf_set_print(PrintFunction function);

  public static native String libbpf_version_string();

  public static native int libbpf_num_possible_cpus();

  public static native @Nullable Pointer bpf_object__open_mem(
      Pointer bytes, long size, Pointer options);

  public static native int bpf_object__load(Pointer object);

  public static native void bpf_object__close(Pointer object);

  public static native @Nullable Pointer bpf_object__next_map(
      Pointer object, @Nullable Pointer map);

  public static native @Nullable Pointer bpf_object__next_program(
      Pointer object, @Nullable Pointer program);

  public static native String bpf_map__name(Pointer map);

  public static native int bpf_map__fd(Pointer map);

  public static native int bpf_map__type(Pointer map);

  public static native int bpf_map__key_size(Pointer map);

  public static native int bpf_map__value_size(Pointer map);

  public static native int bpf_map__max_entries(Pointer map);

  public static native int bpf_map__map_flags(Pointer map);

  public static native int bpf_map__btf_value_type_id(Pointer map);

  /** A C bool: only the lowest byte means anything. */
  public static native byte bpf_map__is_internal(Pointer map);

  public static native int bpf_map__set_max_entries(Pointer map, int entries);

  public static native int bpf_map__set_value_size(Pointer map, int bytes);

  /** Duplicates the descriptor; the caller keeps its own. */
  public static native int bpf_map__reuse_fd(Pointer map, int fd);

  public static native @Nullable Pointer bpf_map__initial_value(Pointer map, Pointer size);

  public static native String bpf_program__name(Pointer program);

  public static native int bpf_program__fd(Pointer program);

  /** Id of a type in the kernel's BTF, as programs of an attach type are bound to it: or −errno. */
  public static native int libbpf_find_vmlinux_btf_id(String name, int attachType);

  public static native int bpf_prog_get_fd_by_id(int id);

  public static native int bpf_btf_get_fd_by_id(int id);

  public static native int bpf_obj_pin(int fd, String path);

  public static native int bpf_obj_get(String path);

  public static native int bpf_obj_get_info_by_fd(int fd, Pointer info, Pointer size);

  public static native int bpf_link_update(int link, int program, @Nullable Pointer options);

  public static native int bpf_link_detach(int link);

  public static native int bpf_map_update_elem(int map, Pointer key, Pointer value, long flags);

  public static native int bpf_map_lookup_elem(int map, Pointer key, Pointer value);

  public static native int bpf_map_delete_elem(int map, Pointer key);

  public static native int bpf_map_lookup_batch(
      int map,
      @Nullable Pointer from,
      Pointer next,
      Pointer keys,
      Pointer values,
      Pointer count,
      @Nullable Pointer options);

  public static native int bpf_prog_test_run_opts(int program, Pointer options);

  public static native int bpf_xdp_query(int device, int flags, Pointer options);
}
