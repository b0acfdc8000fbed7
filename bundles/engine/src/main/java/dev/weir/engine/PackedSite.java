package dev.weir.engine;

import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Check;
import dev.weir.engine.call.OnceCheck;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Signals;
import dev.weir.engine.call.Site;
import dev.weir.engine.cell.Cells;
import dev.weir.engine.cell.Region;
import dev.weir.engine.cell.Ring;
import dev.weir.engine.cell.StatNode;

/**
 * A resource whose reduced statistics and rules lie one after the other in one array. Rules are
 * compiled twice: on a first site, which learns how much they need, and on a second that has it.
 */
final class PackedSite implements Site {

  private final String name;
  private final HostedResource.Host host;
  private final Aftermath aftermath;
  private final Cells cells;
  private final StatNode node;
  private int used;
  private int span = 1;
  private int marks;

  /** A first site. */
  PackedSite(String name, HostedResource.Host host) {
    this(name, host, new Cells(StatNode.reducedCells(StatNode.BUCKETS)), StatNode.BUCKETS);
  }

  /** A site with room for what was compiled on another. */
  PackedSite(PackedSite first) {
    this(
        first.name,
        first.host,
        new Cells(first.used + StatNode.reducedCells(first.span)),
        first.span);
    this.used = StatNode.reducedCells(first.span);
  }

  private PackedSite(String name, HostedResource.Host host, Cells cells, int buckets) {
    this.name = name;
    this.host = host;
    this.aftermath = new Aftermath(host);
    this.cells = cells;
    this.node = new StatNode(new Region(cells, 0, StatNode.reducedCells(buckets)), buckets);
  }

  Cells cells() {
    return cells;
  }

  /** What happens outside of the cells. */
  Aftermath aftermath() {
    return aftermath;
  }

  /** Buckets of the statistics. */
  int span() {
    return span;
  }

  /** Cells that rules have taken, on a first site. */
  int used() {
    return used;
  }

  @Override
  public Resource resource() {
    return new Resource(name, Integer.MAX_VALUE, node);
  }

  @Override
  public Signals signals() {
    return host.signals();
  }

  @Override
  public Region allocate(int length) {
    if (length == 0) {
      return Region.of(0);
    }
    int first = used;
    used += length;
    return used <= cells.length() ? new Region(cells, first, length) : Region.of(length);
  }

  @Override
  public Region keep(Region held) {
    Region region = allocate(held.length());
    region.copy(held);
    return region;
  }

  @Override
  public int mark() {
    return Math.min(marks++, Long.SIZE - 1);
  }

  @Override
  public Check once(Check check) {
    return aftermath.once(new OnceCheck(check));
  }

  @Override
  public Ring passes(int buckets) {
    span = Math.max(span, buckets);
    return node.passes(buckets);
  }

  @Override
  public Ring passesOf(String other, int buckets) {
    throw new IllegalArgumentException(
        "the passes of '" + other + "' are not among the cells of '" + name + "'");
  }

  @Override
  public Options options() {
    return host.options();
  }

  @Override
  public BreakerListener breakers() {
    return aftermath;
  }
}
