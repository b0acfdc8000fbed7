package dev.weir.wasm.limits;

import dev.weir.rule.OutlierRule;
import dev.weir.rule.Rule;
import dev.weir.wasm.sdk.HeaderMap;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.json.JsonReader;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls from nodes that are out: the addresses of the others go into a header of the request,
 * by which the proxy takes one of them. Which node served a call the proxy says at its end.
 */
final class ChosenUpstreams extends Upstreams {

  private final Host host;
  private final HeaderMap request;
  private final Slice header;
  private final Slice property;
  private final Slice address = new Slice();
  private boolean on;

  ChosenUpstreams(Host host, String header) {
    this.host = host;
    this.request = host.headers(MapType.REQUEST_HEADERS);
    this.header = host.constant(header);
    this.property = host.constant("upstream\0address");
  }

  @Override
  RuleReader.Body read(JsonReader json) {
    return new OutlierReader(json).read();
  }

  @Override
  @Nullable SharedNodes nodes(String prefix, String resource, List<Rule> rules) {
    OutlierRule last = null;
    for (Rule rule : rules) {
      if (rule instanceof OutlierRule outlier) {
        last = outlier;
      }
    }
    return last == null ? null : new SharedNodes(host, prefix, last);
  }

  @Override
  void configured(List<Rule> rules) {
    on = false;
    for (Rule rule : rules) {
      on |= rule instanceof OutlierRule;
    }
  }

  @Override
  void strip() {
    if (on) {
      request.remove(header);
    }
  }

  @Override
  void choose(Limit limit, long nanos, Counters counters) {
    SharedNodes nodes = limit.nodes();
    if (nodes == null) {
      return;
    }
    int mark = host.buffers().mark();
    int status = nodes.choose(nanos);
    if (status != Status.OK) {
      counters.decidedLocally();
    } else if (nodes.chosen().length() > 0) {
      if (limit.traits().shadow() && nodes.shadow()) {
        counters.shadowed(limit, 1);
      } else {
        request.replace(header, nodes.chosen());
      }
    }
    host.buffers().rewind(mark);
  }

  @Override
  void completed(Limit limit, long nanos, long rtMs, boolean error, Counters counters) {
    SharedNodes nodes = limit.nodes();
    if (nodes == null || host.property(property, address) != Status.OK || address.length() == 0) {
      return;
    }
    int mark = host.buffers().mark();
    int status = nodes.completed(address, nanos, rtMs, error);
    if (status != Status.OK) {
      counters.decidedLocally();
    } else if (nodes.ejected()) {
      counters.ejected(limit.name());
    }
    host.buffers().rewind(mark);
  }
}
