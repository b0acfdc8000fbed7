package dev.weir.wasm.limits;

import dev.weir.wasm.limits.shard.ResourceHash;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits by resource: a hash table with linear probing in linear memory, at most half full. Each
 * slot is a {@link ResourceHash} and one more than the limit's index, 0 for an empty slot.
 */
final class LimitTable {

  private static final int SLOT = 8;

  private final int base;
  private final int mask;
  private final Limit[] limits;
  private final int longest;

  private LimitTable(int base, int slots, Limit[] limits) {
    this.base = base;
    this.mask = slots - 1;
    this.limits = limits;
    int most = 0;
    for (Limit limit : limits) {
      most = Math.max(most, limit.resource().length());
    }
    this.longest = most;
  }

  /** No rules. Not a constant: its class would be looked at, made or not, in each static call. */
  static LimitTable empty() {
    return new LimitTable(0, 0, new Limit[0]);
  }

  /** How many bytes the slots of a table take. */
  static int bytes(int limits) {
    return SLOT * slots(limits);
  }

  private static int slots(int limits) {
    int slots = 2;
    while (slots < 2 * limits) {
      slots <<= 1;
    }
    return slots;
  }

  /**
   * Builds a table in {@link #bytes} bytes at {@code base}.
   *
   * @param limits of distinct resources
   */
  static LimitTable of(Memory memory, int base, Limit[] limits) {
    int slots = slots(limits.length);
    for (int i = 0; i < slots; i++) {
      memory.store64(base + SLOT * i, 0);
    }
    for (int i = 0; i < limits.length; i++) {
      Slice resource = limits[i].resource();
      int hash = hash(memory, resource);
      int slot = hash & (slots - 1);
      while (memory.load32(base + SLOT * slot + 4) != 0) {
        slot = (slot + 1) & (slots - 1);
      }
      memory.store32(base + SLOT * slot, hash);
      memory.store32(base + SLOT * slot + 4, i + 1);
    }
    return new LimitTable(base, slots, limits);
  }

  /** How many resources have limits. */
  int size() {
    return limits.length;
  }

  /** Adds those whose hotspot rules know values, by resource. */
  void knowing(Map<String, Limit> into) {
    for (Limit limit : limits) {
      if (limit.knowsValues()) {
        into.put(limit.name(), limit);
      }
    }
  }

  /** All of them. */
  Limit[] limits() {
    return limits;
  }

  /** The limit of {@code METHOD:/path}, the path's query cut off; null when there is none. */
  @Nullable Limit find(Memory memory, Slice method, Slice path) {
    int room = longest - method.length() - 1;
    int pathEnd = pathEnd(memory, path, room);
    if (pathEnd < 0) {
      return null;
    }
    int hash = hash(memory, method, path.address(), pathEnd);
    return at(memory, hash, method, path.address(), pathEnd - path.address());
  }

  /** The same, of a name that was hashed already. */
  @Nullable Limit at(Memory memory, int hash, Slice method, int path, int pathLength) {
    for (int slot = hash & mask; limits.length > 0; slot = (slot + 1) & mask) {
      int index = memory.load32(base + SLOT * slot + 4);
      if (index == 0) {
        return null;
      }
      if (memory.load32(base + SLOT * slot) == hash) {
        Limit limit = limits[index - 1];
        if (matches(memory, limit.resource(), method, path, pathLength)) {
          return limit;
        }
      }
    }
    return null;
  }

  /** The limit of a resource by its whole name; null when there is none. */
  @Nullable Limit find(Memory memory, Slice name) {
    if (name.length() > longest) {
      return null;
    }
    return at(memory, hash(memory, name), name);
  }

  /** The same, of a name that was hashed already. */
  @Nullable Limit at(Memory memory, int hash, Slice name) {
    for (int slot = hash & mask; limits.length > 0; slot = (slot + 1) & mask) {
      int index = memory.load32(base + SLOT * slot + 4);
      if (index == 0) {
        return null;
      }
      if (memory.load32(base + SLOT * slot) == hash) {
        Slice resource = limits[index - 1].resource();
        if (resource.length() == name.length()
            && equal(memory, resource.address(), name.address(), name.length())) {
          return limits[index - 1];
        }
      }
    }
    return null;
  }

  /** Where the path without its query ends; -1 when it is longer than any resource. */
  static int pathEnd(Memory memory, Slice path, int room) {
    int at = path.address();
    int end = path.end();
    while (at < end && memory.load8(at) != '?') {
      if (at - path.address() >= room) {
        return -1;
      }
      at++;
    }
    return room < 0 ? -1 : at;
  }

  static int hash(Memory memory, Slice name) {
    return add(memory, ResourceHash.SEED, name.address(), name.end());
  }

  /** The hash of {@code METHOD:/path}, whose path ends there. */
  static int hash(Memory memory, Slice method, int path, int pathEnd) {
    int hash = ResourceHash.add(hash(memory, method), ':');
    return add(memory, hash, path, pathEnd);
  }

  private static int add(Memory memory, int seed, int from, int to) {
    int hash = seed;
    for (int at = from; at < to; at++) {
      hash = ResourceHash.add(hash, memory.load8(at));
    }
    return hash;
  }

  private static boolean matches(
      Memory memory, Slice resource, Slice method, int path, int pathLength) {
    int colon = resource.address() + method.length();
    return resource.length() == method.length() + 1 + pathLength
        && memory.load8(colon) == ':'
        && equal(memory, resource.address(), method.address(), method.length())
        && equal(memory, colon + 1, path, pathLength);
  }

  /** Whether so many bytes are the same in two places. */
  static boolean equal(Memory memory, int a, int b, int length) {
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if (memory.load64(a + i) != memory.load64(b + i)) {
        return false;
      }
    }
    if (i + 4 <= length) {
      if (memory.load32(a + i) != memory.load32(b + i)) {
        return false;
      }
      i += 4;
    }
    for (; i < length; i++) {
      if (memory.load8(a + i) != memory.load8(b + i)) {
        return false;
      }
    }
    return true;
  }
}
