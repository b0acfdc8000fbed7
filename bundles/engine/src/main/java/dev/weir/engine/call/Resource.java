package dev.weir.engine.call;

import dev.weir.engine.cell.StatNode;

/**
 * The handle of one resource: stable for the life of its engine, whatever rules come and go. Get it
 * once, keep it, and decide calls by it.
 */
public final class Resource {

  private final String name;
  private final int index;
  private final StatNode node;

  /**
   * Made by the engine.
   *
   * @param name as rules have it
   * @param index of its plan in every book of the engine
   * @param node its statistics
   */
  public Resource(String name, int index, StatNode node) {
    this.name = name;
    this.index = index;
    this.node = node;
  }

  /** As rules have it. */
  public String name() {
    return name;
  }

  /** Of its plan in every book of the engine. */
  public int index() {
    return index;
  }

  /** Its statistics. */
  public StatNode node() {
    return node;
  }

  @Override
  public String toString() {
    return name;
  }
}
