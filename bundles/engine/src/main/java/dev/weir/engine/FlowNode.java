package dev.weir.engine;

import dev.weir.rule.FlowRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One resource with its flow rules, compiled: which window each rule reads, and the block that each
 * gives.
 *
 * <p>All windows of a resource lie in one {@code long[]}, the state. A decision reads every rule's
 * window and, if none refuses, adds to each window once: as Sentinel does, a call that one rule
 * refuses takes nothing from the others. The state is an argument, so that a host can load it,
 * decide and store it by compare-and-swap; {@link #enter(long, int)} uses the node's own.
 */
public final class FlowNode {

  private final String resource;
  private final FlowRule[] rules;
  private final LeapArray[] windowOfRule;
  private final Decision.Block[] blockOfRule;
  private final WindowShape[] shapes;
  private final LeapArray[] windows;
  private final long[] state;

  /**
   * @param resource the name that the rules share
   * @param rules in order of precedence, at least one
   */
  public FlowNode(String resource, List<FlowRule> rules) {
    this.resource = resource;
    this.rules = rules.toArray(new FlowRule[0]);
    this.windowOfRule = new LeapArray[this.rules.length];
    this.blockOfRule = new Decision.Block[this.rules.length];
    this.shapes = shapes(this.rules);
    this.windows = new LeapArray[shapes.length];
    int cells = 0;
    for (int i = 0; i < shapes.length; i++) {
      windows[i] = new LeapArray(shapes[i], cells);
      cells += shapes[i].cells();
    }
    for (int i = 0; i < this.rules.length; i++) {
      windowOfRule[i] = windows[indexOf(WindowShape.ofFlowRule(this.rules[i].statIntervalInMs()))];
      blockOfRule[i] = new Decision.Block(this.rules[i]);
    }
    this.state = new long[cells];
  }

  /** Each shape once, shortest first: rules in another order have the same layout. */
  private static WindowShape[] shapes(FlowRule[] rules) {
    List<WindowShape> distinct = new ArrayList<>();
    for (FlowRule rule : rules) {
      WindowShape shape = WindowShape.ofFlowRule(rule.statIntervalInMs());
      if (!distinct.contains(shape)) {
        distinct.add(shape);
      }
    }
    distinct.sort(Comparator.comparingInt(WindowShape::intervalInMs));
    return distinct.toArray(new WindowShape[0]);
  }

  private int indexOf(WindowShape shape) {
    int i = 0;
    while (!shapes[i].equals(shape)) {
      i++;
    }
    return i;
  }

  /** The resource's name. */
  public String resource() {
    return resource;
  }

  /**
   * The shapes of the windows, in the order in which they lie in the state: shortest first,
   * whatever the order of the rules.
   */
  public List<WindowShape> layout() {
    return List.of(shapes);
  }

  /** The node's own state; {@link #stateLength()} cells. */
  public long[] state() {
    return state;
  }

  /** How many {@code long}s the state takes. */
  public int stateLength() {
    return state.length;
  }

  /** Decides on the node's own state. */
  public Decision enter(long nowMs, int batch) {
    return enter(state, nowMs, batch);
  }

  /**
   * Decides on a state of this node's layout, and counts the call in it when it passes.
   *
   * @param batch how many calls at once, at least 1
   */
  public Decision enter(long[] cells, long nowMs, int batch) {
    for (int i = 0; i < rules.length; i++) {
      if (windowOfRule[i].sum(cells, nowMs) + (double) batch > rules[i].threshold()) {
        return blockOfRule[i];
      }
    }
    for (LeapArray window : windows) {
      window.add(cells, nowMs, batch);
    }
    return Decision.PASS;
  }

  /**
   * Takes over the windows that another node of the same resource has in the same shape; the others
   * start empty.
   *
   * @param layout how {@code from} is laid out
   * @param from that node's state
   */
  public void adopt(List<WindowShape> layout, long[] from) {
    int source = 0;
    for (WindowShape shape : layout) {
      int target = 0;
      for (WindowShape own : shapes) {
        if (own.equals(shape)) {
          System.arraycopy(from, source, state, target, shape.cells());
        }
        target += own.cells();
      }
      source += shape.cells();
    }
  }
}
