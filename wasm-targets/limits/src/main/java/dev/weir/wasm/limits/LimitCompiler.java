package dev.weir.wasm.limits;

import dev.weir.engine.FlowNode;
import dev.weir.engine.WindowShape;
import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.wasm.sdk.HeaderPairs;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.abi.MemoryMap;
import dev.weir.wasm.sdk.abi.Region;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays rules out in linear memory: the table, the keys, the answers. There are two halves; the one
 * that is not in force is written, so that a failure on the way leaves the other untouched.
 */
final class LimitCompiler {

  /** Most rules of one resource: all their windows are read and written at every request. */
  static final int MAX_RULES_PER_RESOURCE = 64;

  private static final int MIDDLE = (MemoryMap.PROGRAM + MemoryMap.END) / 2;

  private final Host host;
  private final Counters counters;
  private final Dialect dialect;
  private final Slice details;
  private Region spare = new Region(MemoryMap.PROGRAM, MIDDLE);
  private Region inForce = new Region(MIDDLE, MemoryMap.END);

  LimitCompiler(Host host, Counters counters, Dialect dialect) {
    this.host = host;
    this.counters = counters;
    this.dialect = dialect;
    this.details = host.constant(dialect.details());
  }

  /**
   * Compiles.
   *
   * @throws RefusedException when the rules do not fit
   */
  LimitTable compile(List<FlowRule> rules) {
    Map<String, List<FlowRule>> byResource = group(rules);
    spare.reset();
    int slots = allocate(LimitTable.bytes(byResource.size()));
    List<Limit> limits = new ArrayList<>();
    for (Map.Entry<String, List<FlowRule>> entry : byResource.entrySet()) {
      limits.add(limit(entry.getKey(), entry.getValue()));
    }
    LimitTable table = LimitTable.of(host.memory(), slots, limits.toArray(new Limit[0]));
    Region written = spare;
    spare = inForce;
    inForce = written;
    return table;
  }

  private static Map<String, List<FlowRule>> group(List<FlowRule> rules) {
    Map<String, List<FlowRule>> byResource = new LinkedHashMap<>();
    for (FlowRule rule : rules) {
      List<FlowRule> same =
          byResource.computeIfAbsent(rule.resource(), resource -> new ArrayList<>());
      if (same.size() == MAX_RULES_PER_RESOURCE) {
        throw new RefusedException(
            "resource '"
                + rule.resource()
                + "' has more than "
                + MAX_RULES_PER_RESOURCE
                + " rules");
      }
      same.add(rule);
    }
    return byResource;
  }

  private Limit limit(String resource, List<FlowRule> rules) {
    FlowNode node = new FlowNode(resource, rules);
    LocalResponse[] answers = new LocalResponse[rules.size()];
    for (int i = 0; i < answers.length; i++) {
      Fallback fallback = rules.get(i).policy().fallback();
      answers[i] = answer(fallback == null ? dialect.answer() : fallback);
    }
    return new Limit(keys(node), node, new Answers(rules, answers), counters.of(resource));
  }

  /** The shared key ends with the resource, so that the bytes are there once. */
  private Limit.Keys keys(FlowNode node) {
    Slice shared = text(keyPrefix(node) + node.resource());
    int length = Utf8.length(node.resource());
    return new Limit.Keys(shared, new Slice(shared.end() - length, length));
  }

  /** Windows of other shapes are other data; the same shapes are found again by any rule set. */
  private String keyPrefix(FlowNode node) {
    StringBuilder prefix = new StringBuilder(dialect.sharedPrefix());
    for (WindowShape shape : node.layout()) {
      prefix.append(shape.intervalInMs()).append(':').append(shape.sampleCount()).append('/');
    }
    return prefix.toString();
  }

  private LocalResponse answer(Fallback fallback) {
    String[] pairs = new String[2 * fallback.headers().size()];
    int i = 0;
    for (Fallback.Header header : fallback.headers()) {
      pairs[i++] = header.key();
      pairs[i++] = header.value();
    }
    int size = HeaderPairs.size(pairs);
    int address = allocate(size);
    HeaderPairs.write(host.memory(), address, pairs);
    return new LocalResponse(
        fallback.status(),
        details,
        text(fallback.body()),
        new Slice(address, size),
        dialect.grpcStatus());
  }

  private Slice text(String text) {
    int length = Utf8.length(text);
    int address = allocate(length);
    Utf8.write(host.memory(), address, text);
    return new Slice(address, length);
  }

  private int allocate(int size) {
    int address = spare.allocate(size);
    if (address == 0) {
      throw new RefusedException(
          "the rules need more than the " + (MIDDLE - MemoryMap.PROGRAM) + " bytes that are there");
    }
    return address;
  }
}
