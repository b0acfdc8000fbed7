package dev.weir.wasm.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shared queues of one VM id; an id is one more than the place in the list. */
final class Queues {

  private final List<String> names = new ArrayList<>();
  private final List<Deque<byte[]>> items = new ArrayList<>();

  int register(String name) {
    int id = resolve(name);
    if (id != 0) {
      return id;
    }
    names.add(name);
    items.add(new ArrayDeque<>());
    return names.size();
  }

  /** 0 when nobody has registered it. */
  int resolve(String name) {
    return names.indexOf(name) + 1;
  }

  boolean has(int id) {
    return id >= 1 && id <= items.size();
  }

  boolean add(int id, byte[] item) {
    return has(id) && items.get(id - 1).add(item);
  }

  byte @Nullable [] take(int id) {
    return items.get(id - 1).poll();
  }
}
