package dev.weir.engine.outlier;

import dev.weir.engine.cell.Cells;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a resource, at most so many: an array that is replaced whole, so reading it takes no
 * lock. Nodes come and go seldom; whoever brings or removes one waits in a short spin.
 */
final class NodeList {

  private final int most;
  private final Cells lock = new Cells(1);
  private volatile OutlierNode[] nodes = {};

  NodeList(int most) {
    this.most = most;
  }

  /** As they are now; not to be written to. */
  OutlierNode[] all() {
    return nodes;
  }

  /** The node of an address, or null. */
  @Nullable OutlierNode find(String address) {
    return find(nodes, address);
  }

  private static @Nullable OutlierNode find(OutlierNode[] known, String address) {
    for (OutlierNode node : known) {
      if (node.address.equals(address)) {
        return node;
      }
    }
    return null;
  }

  /** The node of an address, made if there is none; where there is no room the idlest goes. */
  OutlierNode add(String address, Function<String, OutlierNode> maker) {
    lock();
    try {
      OutlierNode[] old = nodes;
      OutlierNode known = find(old, address);
      if (known != null) {
        return known;
      }
      OutlierNode made = maker.apply(address);
      OutlierNode[] more = new OutlierNode[Math.min(old.length + 1, most)];
      copyWithout(old.length < most ? old.length : idlest(old), old, more);
      more[more.length - 1] = made;
      nodes = more;
      return made;
    } finally {
      lock.set(0, 0);
    }
  }

  /** Copies all but the one at an index, if there is one there. */
  private static void copyWithout(int gone, OutlierNode[] from, OutlierNode[] to) {
    int at = 0;
    for (int i = 0; i < from.length; i++) {
      if (i != gone) {
        to[at++] = from[i];
      }
    }
  }

  /** The node that is missed least: not out, if there is such, and without calls for longest. */
  private static int idlest(OutlierNode[] known) {
    int idlest = 0;
    for (int i = 1; i < known.length; i++) {
      boolean out = known[idlest].isOut();
      boolean idler = known[i].lastUse() < known[idlest].lastUse();
      if (known[i].isOut() == out ? idler : out) {
        idlest = i;
      }
    }
    return idlest;
  }

  /** Forgets the node of an address, if there is one. */
  void remove(String address) {
    lock();
    try {
      OutlierNode[] old = nodes;
      for (int i = 0; i < old.length; i++) {
        if (old[i].address.equals(address)) {
          OutlierNode[] less = new OutlierNode[old.length - 1];
          copyWithout(i, old, less);
          nodes = less;
          return;
        }
      }
    } finally {
      lock.set(0, 0);
    }
  }

  /** Puts another node in the place of each. */
  void replaceEach(UnaryOperator<OutlierNode> other) {
    lock();
    try {
      OutlierNode[] old = nodes;
      OutlierNode[] renewed = new OutlierNode[old.length];
      for (int i = 0; i < old.length; i++) {
        renewed[i] = other.apply(old[i]);
      }
      nodes = renewed;
    } finally {
      lock.set(0, 0);
    }
  }

  private void lock() {
    boolean mine = false;
    while (!mine) {
      mine = lock.get(0) == 0 && lock.compareAndSet(0, 0, 1);
    }
  }
}
