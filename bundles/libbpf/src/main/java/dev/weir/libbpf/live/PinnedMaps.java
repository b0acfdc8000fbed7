package dev.weir.libbpf.live;

import com.sun.jna.Pointer;
import dev.weir.hook.HookException;
import dev.weir.libbpf.MapLayout;
import dev.weir.libbpf.btf.Btf;
import dev.weir.libbpf.btf.MalformedObjectException;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.KernelError;
import dev.weir.libbpf.sys.Libc;
import dev.weir.libbpf.sys.MapInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which pinned maps a new object takes over: those of equal type, sizes, flags and value type, and
 * of a group that belongs together all or none. Owns the descriptors that it opened until closed.
 */
final class PinnedMaps implements AutoCloseable {

  private final Map<String, Integer> open = new LinkedHashMap<>();
  private final List<String> replaced = new ArrayList<>();

  /** Takes over nothing. */
  static PinnedMaps none() {
    return new PinnedMaps();
  }

  /** Compares an object's maps with the pinned ones and has it use those that fit. */
  static PinnedMaps offer(OpenObject object, PinDirectory pins, List<Set<String>> together)
      throws HookException {
    PinnedMaps pinned = new PinnedMaps();
    try {
      for (Map.Entry<String, Pointer> map : object.maps().entrySet()) {
        pinned.compare(object, map.getKey(), map.getValue(), pins);
      }
      for (Set<String> group : together) {
        pinned.keepWhole(group);
      }
      for (Map.Entry<String, Integer> map : pinned.open.entrySet()) {
        object.reuse(map.getKey(), map.getValue());
      }
      return pinned;
    } catch (HookException | RuntimeException e) {
      pinned.close();
      throw e;
    }
  }

  boolean has(String map) {
    return open.containsKey(map);
  }

  /** What the user should know: {@code 4 maps kept; replaced: counts (value 16 B, was 8 B)}. */
  String note() {
    StringBuilder note = new StringBuilder();
    if (!open.isEmpty()) {
      note.append(open.size()).append(" maps kept");
    }
    if (!replaced.isEmpty()) {
      note.append(note.isEmpty() ? "" : "; ").append("state lost: ");
      note.append(String.join("; ", replaced));
    }
    return note.toString();
  }

  @Override
  public void close() {
    open.values().forEach(Libc::close);
  }

  private void compare(OpenObject object, String name, Pointer map, PinDirectory pins)
      throws HookException {
    int fd = PinDirectory.open(pins.map(name));
    if (fd < 0) {
      return;
    }
    String difference = "unreadable";
    try {
      difference = difference(object, map, Bpf.mapInfo(fd));
    } catch (KernelError e) {
      throw Refusals.of(e);
    } catch (MalformedObjectException e) {
      difference = "its value's type is unreadable: " + e.getMessage();
    } finally {
      if (difference.isEmpty()) {
        open.put(name, fd);
      } else {
        Libc.close(fd);
      }
    }
    if (!difference.isEmpty()) {
      replaced.add(name + " (" + difference + ")");
    }
  }

  private static String difference(OpenObject object, Pointer map, MapInfo info)
      throws KernelError, MalformedObjectException {
    int[] was = info.layout();
    MapLayout old = new MapLayout(was[0], was[1], was[2], was[3], was[4]);
    MapLayout wanted = OpenObject.layout(map);
    if (!old.equals(wanted)) {
      return "was " + old + ", is " + wanted;
    }
    if (info.btf() == 0 || info.valueType() == 0) {
      return "";
    }
    String oldType = Btf.read(ByteBuffer.wrap(Bpf.btf(info.btf()))).describe(info.valueType());
    return oldType.equals(object.valueType(map)) ? "" : "its value means something else";
  }

  private void keepWhole(Set<String> group) {
    if (!open.keySet().containsAll(group)) {
      for (String name : group) {
        Integer fd = open.remove(name);
        if (fd != null) {
          Libc.close(fd);
          replaced.add(name + " (goes with the others)");
        }
      }
    }
  }
}
