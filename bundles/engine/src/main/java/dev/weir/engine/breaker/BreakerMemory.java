package dev.weir.engine.breaker;

import dev.weir.engine.call.Site;
import dev.weir.engine.cell.Region;
import dev.weir.rule.CircuitBreakerRule;

/**
 * The cells in which a breaker keeps all that changes.
 *
 * @param state {@value CircuitBreaker#CELLS} cells: where it stands; all 0 it is closed
 * @param window what it counted
 */
record BreakerMemory(Region state, Region window) {

  /** Fresh, and of nobody else. */
  static BreakerMemory of(CircuitBreakerRule rule) {
    return new BreakerMemory(Region.of(CircuitBreaker.CELLS), Region.of(windowCells(rule)));
  }

  /** Fresh, where the site has them. */
  static BreakerMemory at(Site site, CircuitBreakerRule rule) {
    return new BreakerMemory(site.allocate(CircuitBreaker.CELLS), site.allocate(windowCells(rule)));
  }

  /** What a region holds: the state first, then the window. */
  static BreakerMemory in(Region region) {
    int state = CircuitBreaker.CELLS;
    return new BreakerMemory(
        new Region(region.cells(), region.first(), state),
        new Region(region.cells(), region.first() + state, region.length() - state));
  }

  /** The same window, and the state of a breaker that begins. */
  BreakerMemory closed() {
    return new BreakerMemory(Region.of(CircuitBreaker.CELLS), window);
  }

  /** The same window at a site, and the state of a breaker that begins. */
  BreakerMemory closedAt(Site site) {
    return new BreakerMemory(site.allocate(CircuitBreaker.CELLS), site.keep(window));
  }

  /** The same at a site. */
  BreakerMemory keptAt(Site site) {
    return new BreakerMemory(site.keep(state), site.keep(window));
  }

  static int windowCells(CircuitBreakerRule rule) {
    return BreakerWindow.cells(rule.window().effectiveBucketCount());
  }
}
