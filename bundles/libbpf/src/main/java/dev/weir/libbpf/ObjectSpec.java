package dev.weir.libbpf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A compiled BPF object and how to load it.
 *
 * @param name of the object, as it shows in the kernel's names of its settings
 * @param bytes the ELF file
 * @param settings values of {@code const volatile} integers, by name, set before the verifier sees
 *     them
 * @param entries sizes of maps, by name, where they are not as compiled
 * @param valueBytes sizes of maps' values, by name, where they are not as compiled; for maps whose
 *     value is as large as the loader says
 * @param together maps that only mean something with each other: of such a group all are used again
 *     at a take-over, or none
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared never
public record ObjectSpec(
    String name,
    byte[] bytes,
    Map<String, Long> settings,
    Map<String, Integer> entries,
    Map<String, Integer> valueBytes,
    List<Set<String>> together) {

  public ObjectSpec {
    if (name.isEmpty() || name.length() > 64) {
      throw new IllegalArgumentException(
          "an object's name has 1 to 64 characters, had " + name.length());
    }
    settings = Map.copyOf(settings);
    entries = Map.copyOf(entries);
    valueBytes = Map.copyOf(valueBytes);
    together = together.stream().map(Set::copyOf).toList();
    entries.forEach(
        (map, size) -> {
          if (size < 1) {
            throw new IllegalArgumentException(
                "map " + map + " of " + name + " needs at least 1 entry, was given " + size);
          }
        });
    valueBytes.forEach(
        (map, size) -> {
          if (size < 1) {
            throw new IllegalArgumentException(
                "values of map " + map + " of " + name + " need at least 1 byte, were " + size);
          }
        });
  }

  /** The same with one more setting. */
  public ObjectSpec withSetting(String setting, long value) {
    Map<String, Long> all = new HashMap<>(settings);
    all.put(setting, value);
    return new ObjectSpec(name, bytes, all, entries, valueBytes, together);
  }

  /** An object whose maps' values are as they were compiled. */
  public ObjectSpec(
      String name,
      byte[] bytes,
      Map<String, Long> settings,
      Map<String, Integer> entries,
      List<Set<String>> together) {
    this(name, bytes, settings, entries, Map.of(), together);
  }

  /** An object as it was compiled. */
  public static ObjectSpec of(String name, byte[] bytes) {
    return new ObjectSpec(name, bytes, Map.of(), Map.of(), List.of());
  }
}
