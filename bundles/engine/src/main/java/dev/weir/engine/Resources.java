package dev.weir.engine;

import dev.weir.engine.call.Resource;
import dev.weir.engine.cell.StatNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All resources by name. Looking one up takes no lock; whoever makes one holds the engine's.
 *
 * <p>A resource that a rule names is always made; there are no more than rules. Others are made up
 * to a bound.
 */
final class Resources {

  private final Map<String, Resource> byName = new ConcurrentHashMap<>();
  private final List<Resource> all = new ArrayList<>();
  private final int most;

  Resources(int most) {
    this.most = most;
  }

  @Nullable Resource find(String name) {
    return byName.get(name);
  }

  /** Finds or makes one that a rule names. */
  Resource named(String name) {
    Resource known = byName.get(name);
    return known != null ? known : publish(prepare(name));
  }

  boolean full() {
    return all.size() >= most;
  }

  /** Makes one that nobody can find yet. */
  Resource prepare(String name) {
    Resource made = new Resource(name, all.size(), new StatNode());
    all.add(made);
    return made;
  }

  /** Lets everybody find it. */
  Resource publish(Resource made) {
    byName.put(made.name(), made);
    return made;
  }

  int size() {
    return all.size();
  }

  Resource get(int index) {
    return all.get(index);
  }

  /** Those that exist, without a lock: some that are made meanwhile may be missing. */
  List<Resource> snapshot() {
    return new ArrayList<>(byName.values());
  }
}
