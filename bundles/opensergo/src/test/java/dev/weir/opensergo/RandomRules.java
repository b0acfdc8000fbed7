package dev.weir.opensergo;

import dev.weir.rule.Cidr;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HttpResource;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.ParamValue;
import dev.weir.rule.Policy;
import dev.weir.rule.RequestMatch;
import dev.weir.rule.RequestMatch.Comparison;
import dev.weir.rule.RequestMatch.Condition;
import dev.weir.rule.RequestMatch.Part;
import dev.weir.rule.RequestMatch.Test;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Any rule of any kind that its record lets through, within the bounds of the documents. */
final class RandomRules {

  private final Random random;
  private int next;

  RandomRules(long seed) {
    this.random = new Random(seed);
  }

  /** A rule of the n-th kind, counted over all and around. */
  Rule rule(int n) {
    return switch (n % 8) {
      case 0 -> flow();
      case 1 -> breaker();
      case 2 -> hotspot();
      case 3 -> isolation();
      case 4 -> system();
      case 5 -> outlier();
      case 6 -> traffic();
      default -> resource();
    };
  }

  private HttpResource resource() {
    List<RequestMatch> matches = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      List<Condition> conditions = new ArrayList<>();
      for (Part part : Part.values()) {
        int most = part.isNamed() ? 2 : 1;
        for (int n = random.nextInt(most + 1); n > 0; n--) {
          conditions.add(condition(part));
        }
      }
      matches.add(
          new RequestMatch(conditions.isEmpty() ? List.of(condition(Part.PATH)) : conditions));
    }
    return new HttpResource(id(), HttpResource.PREFIX + text(), matches);
  }

  private Condition condition(Part part) {
    return switch (part) {
      case METHOD -> new Condition(part, "", new Test.OneOf(List.of("GET", "M-" + next)));
      case CLIENT -> new Condition(part, "", new Test.Within(List.of(block(flip()), block(true))));
      case PATH -> new Condition(part, "", new Test.Text(comparison(), "/path." + next));
      case HOST -> new Condition(part, "", new Test.Text(comparison(), "host." + next));
      case HEADER -> new Condition(part, "x-" + next, test());
      case QUERY_PARAMETER, COOKIE -> new Condition(part, text(), test());
    };
  }

  private Comparison comparison() {
    return one(Comparison.values());
  }

  private Test test() {
    Comparison comparison = comparison();
    String text = comparison == Comparison.REGEX ? pattern() : text();
    return flip() ? new Test.Present(flip()) : new Test.Text(comparison, text);
  }

  private IsolationRule isolation() {
    boolean regex = flip();
    String resource = regex ? pattern() : text();
    return new IsolationRule(
        id(), resource, regex, whole(1, IsolationRule.MAX_THRESHOLD), policy());
  }

  private FlowRule flow() {
    boolean regex = flip();
    return new FlowRule(
        id(),
        regex ? pattern() : text(),
        regex,
        calculation(),
        behavior(),
        amount(),
        (int) whole(1, FlowRule.MAX_INTERVAL_MS),
        one(Window.values()),
        flip() ? null : text(),
        policy());
  }

  private TokenCalculation calculation() {
    return switch (random.nextInt(3)) {
      case 0 -> new TokenCalculation.Direct();
      case 1 ->
          new TokenCalculation.WarmUp(
              (int) whole(1, Integer.MAX_VALUE), (int) whole(2, Integer.MAX_VALUE));
      default -> {
        long high = whole(1, Long.MAX_VALUE - 1);
        long mark = whole(1, Long.MAX_VALUE - 1);
        yield new TokenCalculation.MemoryAdaptive(
            whole(high + 1, Long.MAX_VALUE), high, mark, whole(mark + 1, Long.MAX_VALUE));
      }
    };
  }

  private ControlBehavior behavior() {
    return flip()
        ? new ControlBehavior.Reject()
        : new ControlBehavior.Throttling(whole(0, FlowRule.MAX_INTERVAL_MS));
  }

  private CircuitBreakerRule breaker() {
    return new CircuitBreakerRule(
        id(),
        text(),
        strategy(),
        whole(0, Long.MAX_VALUE),
        new CircuitBreakerRule.StatWindow(
            (int) whole(1, FlowRule.MAX_INTERVAL_MS),
            (int) whole(0, CircuitBreakerRule.StatWindow.MAX_BUCKETS)),
        new CircuitBreakerRule.Recovery(
            (int) whole(1, Integer.MAX_VALUE), whole(0, Long.MAX_VALUE)),
        policy());
  }

  private CircuitBreakerRule.Strategy strategy() {
    return switch (random.nextInt(3)) {
      case 0 ->
          new CircuitBreakerRule.Strategy.SlowRequestRatio(
              random.nextDouble(), whole(0, Long.MAX_VALUE));
      case 1 -> new CircuitBreakerRule.Strategy.ErrorRatio(random.nextDouble());
      default -> new CircuitBreakerRule.Strategy.ErrorCount(amount());
    };
  }

  private HotspotRule hotspot() {
    HotspotRule.Metric metric = flip() ? new HotspotRule.Metric.Concurrency() : qps(behavior());
    List<HotspotRule.SpecificItem> items = new ArrayList<>();
    Set<ParamValue> values = new HashSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      ParamValue value = value();
      if (values.add(value)) {
        items.add(new HotspotRule.SpecificItem(value, whole(0, Long.MAX_VALUE)));
      }
    }
    HotspotRule.Param param =
        flip()
            ? new HotspotRule.Param((int) whole(-1000, 1000), "")
            : new HotspotRule.Param((int) whole(-1000, 0), text());
    return new HotspotRule(
        id(),
        text(),
        param,
        metric,
        whole(0, Long.MAX_VALUE),
        (int) whole(0, HotspotRule.MAX_CAPACITY),
        items,
        policy());
  }

  /** A burst is read by Reject alone, and written for it alone. */
  private HotspotRule.Metric qps(ControlBehavior behavior) {
    long burst = behavior instanceof ControlBehavior.Reject ? whole(0, Long.MAX_VALUE) : 0;
    return new HotspotRule.Metric.Qps((int) whole(1, Integer.MAX_VALUE), burst, behavior);
  }

  /** A number with a fraction has five decimals, as the formats round it. */
  private ParamValue value() {
    return switch (random.nextInt(4)) {
      case 0 -> new ParamValue.OfLong(random.nextLong());
      case 1 -> new ParamValue.OfString(text());
      case 2 -> new ParamValue.OfBoolean(flip());
      default -> new ParamValue.OfDouble(random.nextInt(2_000_000) / 100_000.0);
    };
  }

  private SystemRule system() {
    SystemRule.MetricType type = one(SystemRule.MetricType.values());
    double trigger = type == SystemRule.MetricType.CPU_USAGE ? random.nextDouble() : amount();
    return new SystemRule(id(), type, trigger, one(SystemRule.Strategy.values()), policy());
  }

  private OutlierRule outlier() {
    return new OutlierRule(
        breaker(),
        random.nextDouble(),
        new OutlierRule.ActiveRecovery(
            flip(), (int) whole(0, Integer.MAX_VALUE), (int) whole(0, Integer.MAX_VALUE)),
        (int) whole(0, Integer.MAX_VALUE));
  }

  private TrafficRule traffic() {
    TrafficRule.Metric metric = one(TrafficRule.Metric.values());
    boolean connections = metric == TrafficRule.Metric.CONNECTIONS;
    TrafficRule.Protocol protocol =
        connections ? TrafficRule.Protocol.TCP : new TrafficRule.Protocol((int) whole(-1, 255));
    boolean ipv6 = flip();
    TrafficMatch match =
        new TrafficMatch(
            one(TrafficMatch.Direction.values()),
            protocol,
            protocol.hasPorts() && flip() ? ports() : TrafficMatch.Ports.ANY,
            flip() ? null : block(ipv6),
            flip() ? null : block(ipv6));
    long most =
        metric == TrafficRule.Metric.BYTES ? TrafficRule.MAX_BYTES : TrafficRule.MAX_THRESHOLD;
    return new TrafficRule(
        id(),
        match,
        metric,
        per(connections),
        new TrafficRule.Rate(
            whole(1, most), (int) whole(1, FlowRule.MAX_INTERVAL_MS), whole(1, most)),
        action(),
        one(TrafficRule.Overflow.values()));
  }

  private TrafficMatch.Ports ports() {
    int first = (int) whole(1, 65_535);
    return new TrafficMatch.Ports(first, (int) whole(first, 65_535));
  }

  private Cidr block(boolean ipv6) {
    int bits = random.nextInt(ipv6 ? 129 : 33);
    long high = ipv6 ? random.nextLong() : (long) random.nextInt() << 32;
    long low = ipv6 ? random.nextLong() : 0;
    return new Cidr(ipv6, high & Cidr.mask(bits), low & Cidr.mask(bits - 64), bits);
  }

  private TrafficRule.Per per(boolean connections) {
    return switch (random.nextInt(connections ? 3 : 4)) {
      case 0 -> TrafficRule.Per.ALL;
      case 1 -> TrafficRule.Per.SOURCE;
      case 2 -> new TrafficRule.Per.SourcePrefix((int) whole(1, 32), (int) whole(1, 128));
      default -> TrafficRule.Per.FLOW;
    };
  }

  private TrafficRule.Action action() {
    return switch (random.nextInt(4)) {
      case 0 -> TrafficRule.Action.DROP;
      case 1 -> TrafficRule.Action.RESET;
      case 2 -> new TrafficRule.Action.Mark((int) whole(1, Integer.MAX_VALUE));
      default -> TrafficRule.Action.SHADOW;
    };
  }

  private Policy policy() {
    return new Policy(one(LimitMode.values()), flip(), flip() ? null : fallback());
  }

  private @Nullable Fallback fallback() {
    List<Fallback.Header> headers = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      headers.add(new Fallback.Header("x-header-" + i, "value " + random.nextInt()));
    }
    return new Fallback((int) whole(200, 599), headers, text());
  }

  /** Ids are unique and as long as they may be, or short. */
  private String id() {
    next++;
    return next + "/" + text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int length = 1 + random.nextInt(20); length > 0; length--) {
      text.append(
          (char)
              (random.nextInt(4) == 0 ? 0xA0 + random.nextInt(0x2000) : ' ' + random.nextInt(95)));
    }
    return text.toString();
  }

  /** Any text, as the pattern of itself: what may mean something is escaped. */
  private String pattern() {
    StringBuilder pattern = new StringBuilder();
    for (char c : text().toCharArray()) {
      pattern.append(c < 0x80 && !Character.isLetterOrDigit(c) ? "\\" : "").append(c);
    }
    return pattern.append(flip() ? ".*" : "").toString();
  }

  private double amount() {
    return flip()
        ? random.nextInt(1_000_000)
        : random.nextDouble() * Math.pow(10, random.nextInt(18));
  }

  /** From one to the other, both included, the ends more often than others. */
  private long whole(long least, long most) {
    if (least == most) {
      return least;
    }
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> most;
      default -> random.nextLong(least, most) + random.nextInt(2);
    };
  }

  private boolean flip() {
    return random.nextBoolean();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
