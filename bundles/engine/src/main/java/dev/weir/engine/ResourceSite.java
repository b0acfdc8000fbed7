package dev.weir.engine;

import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Check;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Signals;
import dev.weir.engine.call.Site;
import dev.weir.engine.cell.Region;
import dev.weir.engine.cell.Ring;
import java.util.List;

/** A resource with full statistics, each of whose rules has cells of its own. */
final class ResourceSite implements Site {

  private final Resource resource;
  private final Surroundings surroundings;
  private long taken;

  /**
   * What is the same for all resources.
   *
   * @param signals figures of the host
   * @param options where Weir may differ from Sentinel
   * @param breakers who wants to hear of breakers
   * @param resources finds or makes a resource
   */
  record Surroundings(
      Signals signals, Options options, BreakerListener breakers, Resources resources) {}

  /**
   * A site.
   *
   * @param old the checks that were in force: their marks stay theirs
   */
  ResourceSite(Resource resource, Surroundings surroundings, List<Check> old) {
    this.resource = resource;
    this.surroundings = surroundings;
    for (Check check : old) {
      taken |= check.marks();
    }
  }

  @Override
  public Resource resource() {
    return resource;
  }

  @Override
  public Signals signals() {
    return surroundings.signals();
  }

  @Override
  public Region allocate(int cells) {
    return Region.of(cells);
  }

  @Override
  public Region keep(Region held) {
    return held;
  }

  @Override
  public int mark() {
    int number = Math.min(Long.numberOfTrailingZeros(~taken), Long.SIZE - 1);
    taken |= 1L << number;
    return number;
  }

  @Override
  public Check once(Check check) {
    return check;
  }

  @Override
  public Ring passes(int span) {
    return resource.node().passes(span);
  }

  @Override
  public Ring passesOf(String other, int span) {
    return surroundings.resources().named(other).node().passes(span);
  }

  @Override
  public Options options() {
    return surroundings.options();
  }

  @Override
  public BreakerListener breakers() {
    return surroundings.breakers();
  }
}
