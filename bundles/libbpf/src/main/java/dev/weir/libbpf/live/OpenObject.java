package dev.weir.libbpf.live;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.weir.hook.HookException;
import dev.weir.libbpf.MapLayout;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.libbpf.btf.Btf;
import dev.weir.libbpf.btf.ElfObject;
import dev.weir.libbpf.btf.MalformedObjectException;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.Errno;
import dev.weir.libbpf.sys.Libbpf;
import dev.weir.libbpf.sys.Messages;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object that libbpf has opened and not yet loaded: its maps have their sizes, its settings
 * their values. Owns the native object until {@link #load} gives it on, or {@link #close}.
 */
final class OpenObject implements AutoCloseable {

  private static final int OPTIONS_BYTES = 72;
  private static final String SETTINGS = ".rodata";

  private final ObjectSpec spec;
  private final Memory bytes;
  private final Btf btf;
  private final Map<String, Pointer> maps = new LinkedHashMap<>();
  private final Map<String, Pointer> chain = new LinkedHashMap<>();
  private @Nullable Pointer object;

  private OpenObject(ObjectSpec spec, Btf btf, Memory bytes, Pointer object) {
    this.spec = spec;
    this.btf = btf;
    this.bytes = bytes;
    this.object = object;
  }

  static OpenObject open(ObjectSpec spec) throws HookException {
    ElfObject elf;
    Btf btf;
    try {
      elf = ElfObject.read(spec.bytes());
      ByteBuffer types =
          elf.section(".BTF")
              .orElseThrow(
                  () -> new MalformedObjectException("it has no BTF: compile it with clang -g"));
      btf = Btf.read(types);
    } catch (MalformedObjectException e) {
      throw new HookException("object " + spec.name() + " is unusable: " + e.getMessage(), e);
    }
    OpenObject opened = new OpenObject(spec, btf, Bpf.copy(spec.bytes()), Pointer.NULL);
    try {
      opened.openNative();
      opened.resize();
      opened.set(elf);
      return opened;
    } catch (HookException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** The object's own maps: names and libbpf's handles; not those of the chain it may be in. */
  Map<String, Pointer> maps() {
    return maps;
  }

  static MapLayout layout(Pointer map) {
    return new MapLayout(
        Libbpf.bpf_map__type(map),
        Libbpf.bpf_map__key_size(map),
        Libbpf.bpf_map__value_size(map),
        Libbpf.bpf_map__max_entries(map),
        Libbpf.bpf_map__map_flags(map));
  }

  /** The type of a map's values, in words. */
  String valueType(Pointer map) throws MalformedObjectException {
    return btf.describe(Libbpf.bpf_map__btf_value_type_id(map));
  }

  /** Has a map be one that exists. The descriptor stays the caller's. */
  void reuse(String map, int fd) throws HookException {
    Pointer handle = maps.getOrDefault(map, chain.get(map));
    if (handle != null) {
      Refusals.check("use map " + map + " again", Libbpf.bpf_map__reuse_fd(handle, fd));
    }
  }

  /** Loads it; this object is then spent. */
  LibbpfObject load(int cpus, PinnedMaps reused) throws HookException {
    Pointer handle = handle();
    Messages.take();
    int rc = Libbpf.bpf_object__load(handle);
    if (rc < 0) {
      throw Refusals.load(spec.name(), -rc, Messages.take());
    }
    object = null;
    return LibbpfObject.of(spec.name(), handle, bytes, new LibbpfObject.Setup(maps, reused, cpus));
  }

  @Override
  public void close() {
    if (object != null) {
      Libbpf.bpf_object__close(object);
      bytes.close();
      object = null;
    }
  }

  private Pointer handle() {
    Pointer handle = object;
    if (handle == null) {
      throw new IllegalStateException("object " + spec.name() + " has been loaded or closed");
    }
    return handle;
  }

  private void openNative() throws HookException {
    Messages.take();
    try (Memory options = Bpf.zeroed(OPTIONS_BYTES);
        Memory name = Bpf.string(spec.name())) {
      options.setLong(0, OPTIONS_BYTES);
      options.setPointer(8, name);
      object = Libbpf.bpf_object__open_mem(bytes, spec.bytes().length, options);
      int errno = Errno.last();
      if (object == null) {
        bytes.close();
        throw Refusals.load(spec.name(), errno, Messages.take());
      }
    }
    Pointer handle = handle();
    for (Pointer map = Libbpf.bpf_object__next_map(handle, null);
        map != null;
        map = Libbpf.bpf_object__next_map(handle, map)) {
      String name = Libbpf.bpf_map__name(map);
      if (name.equals(ChainMaps.PROGRAMS)) {
        chain.put(name, map);
      } else if (Libbpf.bpf_map__is_internal(map) == 0) {
        maps.put(name, map);
      }
    }
  }

  private void resize() throws HookException {
    for (Map.Entry<String, Integer> entry : spec.entries().entrySet()) {
      Refusals.check(
          "size map " + entry.getKey() + " for " + entry.getValue() + " entries",
          Libbpf.bpf_map__set_max_entries(map(entry.getKey()), entry.getValue()));
    }
    for (Map.Entry<String, Integer> value : spec.valueBytes().entrySet()) {
      Refusals.check(
          "size values of map " + value.getKey() + " for " + value.getValue() + " bytes",
          Libbpf.bpf_map__set_value_size(map(value.getKey()), value.getValue()));
    }
  }

  private Pointer map(String name) throws HookException {
    Pointer map = maps.get(name);
    if (map == null) {
      throw new HookException(
          "object " + spec.name() + " has no map " + name + ", it has " + maps.keySet());
    }
    return map;
  }

  private void set(ElfObject elf) throws HookException {
    if (spec.settings().isEmpty()) {
      return;
    }
    try (Memory size = Bpf.zeroed(8)) {
      Pointer values = settings(size);
      for (Map.Entry<String, Long> setting : spec.settings().entrySet()) {
        set(elf, values, setting.getKey(), setting.getValue());
      }
    }
  }

  private void set(ElfObject elf, Pointer values, String name, long value) throws HookException {
    ElfObject.Symbol symbol =
        elf.symbol(name).filter(found -> found.section().equals(SETTINGS)).orElse(null);
    if (symbol == null) {
      throw new HookException("object " + spec.name() + " has no setting " + name);
    }
    switch (symbol.size()) {
      case 1 -> values.setByte(symbol.offset(), (byte) value);
      case 2 -> values.setShort(symbol.offset(), (short) value);
      case 4 -> values.setInt(symbol.offset(), (int) value);
      case 8 -> values.setLong(symbol.offset(), value);
      default ->
          throw new HookException(
              "setting " + name + " of " + spec.name() + " is no integer of 1 to 8 bytes");
    }
  }

  private Pointer settings(Memory size) throws HookException {
    Pointer handle = handle();
    for (Pointer map = Libbpf.bpf_object__next_map(handle, null);
        map != null;
        map = Libbpf.bpf_object__next_map(handle, map)) {
      if (Libbpf.bpf_map__is_internal(map) != 0 && Libbpf.bpf_map__name(map).endsWith(SETTINGS)) {
        Pointer values = Libbpf.bpf_map__initial_value(map, size);
        if (values != null) {
          return values;
        }
      }
    }
    throw new HookException("object " + spec.name() + " has no settings");
  }
}
