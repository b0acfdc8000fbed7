package dev.weir.engine;

import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Check;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Signals;
import dev.weir.engine.call.Site;
import dev.weir.engine.cell.Region;
import dev.weir.engine.cell.Ring;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.SystemRule;

/** Where system rules are compiled for statistics that a host keeps; they take nothing of it. */
final class InboundSite implements Site {

  private final Resource resource;
  private final HostedResource.Host host;

  InboundSite(StatNode node, HostedResource.Host host) {
    this.resource = new Resource(SystemRule.TOTAL_INBOUND, Integer.MAX_VALUE, node);
    this.host = host;
  }

  @Override
  public Resource resource() {
    return resource;
  }

  @Override
  public Signals signals() {
    return host.signals();
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
    return 0;
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
    throw new IllegalArgumentException("the passes of '" + other + "' are not inbound traffic");
  }

  @Override
  public Options options() {
    return host.options();
  }

  @Override
  public BreakerListener breakers() {
    return host.breakers();
  }
}
