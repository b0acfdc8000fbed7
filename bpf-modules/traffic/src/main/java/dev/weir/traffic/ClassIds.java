package dev.weir.traffic;

import dev.weir.hook.HookException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The classes of one dimension: each distinct set of rules has a number. Class 0 has none. */
final class ClassIds {

  private final String dimension;
  private final List<BitSet> classes = new ArrayList<>();
  private final Map<BitSet, Integer> ids = new HashMap<>();

  /**
   * @param dimension what is told apart, for messages: {@code ports}
   */
  ClassIds(String dimension) {
    this.dimension = dimension;
    ids.put(new BitSet(), 0);
    classes.add(new BitSet());
  }

  /** The number of a set; the set is copied when it is new. */
  int idOf(BitSet rules) throws HookException {
    Integer known = ids.get(rules);
    return known != null ? known : add((BitSet) rules.clone());
  }

  /** A class without rules beside class 0. */
  int addEmpty() throws HookException {
    return add(new BitSet());
  }

  /** The sets by number; not to be changed. */
  List<BitSet> classes() {
    return classes;
  }

  private int add(BitSet rules) throws HookException {
    if (classes.size() == Layouts.CLASSES) {
      throw new HookException(
          "the rules tell more than "
              + Layouts.CLASSES
              + " groups of "
              + dimension
              + " apart: have fewer of them overlap");
    }
    classes.add(rules);
    ids.putIfAbsent(rules, classes.size() - 1);
    return classes.size() - 1;
  }
}
