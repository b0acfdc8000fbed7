package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.scenario.Call;
import dev.weir.engine.scenario.Subject;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.ParamValue;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.wasm.host.Exchange;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import dev.weir.wasm.limits.hook.Judgement;
import dev.weir.wasm.limits.hook.SliceJson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Workers that take calls in turn; an argument is a header, a rule answers with its id. */
final class KindSubject implements Subject {

  /** Any resource that is like a request's. */
  static final Judgement JUDGE =
      new Judgement(true, name -> name.indexOf(":/") > 0 ? "" : "no request", () -> false);

  private final MockProxy proxy;
  private final List<Worker> workers;
  private final Deque<Exchange> inside = new ArrayDeque<>();
  private int turn;
  private double waitMillis;

  KindSubject(MockProxy proxy, List<Worker> workers) {
    this.proxy = proxy;
    this.workers = workers;
  }

  /** The rule with an answer that names it, and arguments that are headers. */
  static Rule asRequests(Rule rule) {
    if (rule instanceof FlowRule flow) {
      return new FlowRule(
          flow.id(),
          flow.resource(),
          flow.regex(),
          flow.tokenCalculation(),
          flow.controlBehavior(),
          flow.threshold(),
          flow.statIntervalInMs(),
          flow.window(),
          flow.refResource(),
          named(flow.policy(), flow.id()));
    }
    if (rule instanceof CircuitBreakerRule breaker) {
      return new CircuitBreakerRule(
          breaker.id(),
          breaker.resource(),
          breaker.strategy(),
          breaker.minRequestAmount(),
          breaker.window(),
          breaker.recovery(),
          named(breaker.policy(), breaker.id()));
    }
    if (rule instanceof IsolationRule isolation) {
      return new IsolationRule(
          isolation.id(),
          isolation.resource(),
          isolation.regex(),
          isolation.threshold(),
          named(isolation.policy(), isolation.id()));
    }
    if (rule instanceof SystemRule system) {
      return new SystemRule(
          system.id(),
          system.metricType(),
          system.triggerCount(),
          system.strategy(),
          named(system.policy(), system.id()));
    }
    return rule instanceof HotspotRule hotspot ? asRequests(hotspot) : rule;
  }

  private static Rule asRequests(HotspotRule rule) {
    Param param = rule.param();
    String header = "header:arg" + param.index();
    return new HotspotRule(
        rule.id(),
        rule.resource(),
        new Param(0, param.key().isEmpty() ? header : "header:" + param.key()),
        rule.metric(),
        rule.threshold(),
        rule.paramsMaxCapacity(),
        rule.specificItems(),
        named(rule.policy(), rule.id()));
  }

  private static Policy named(Policy policy, String id) {
    return new Policy(LimitMode.LOCAL, policy.shadow(), new Fallback(429, List.of(), id));
  }

  @Override
  public void load(RuleSet rules) {
    List<Rule> requests = rules.rules().stream().map(KindSubject::asRequests).toList();
    String text = SliceJson.render(new RuleSet(rules.revision(), requests));
    for (Worker worker : workers) {
      assertThat(worker.configure(text)).as("%s", proxy.log()).isTrue();
    }
  }

  @Override
  public void setMillis(long millis) {
    proxy.setMillis(millis);
  }

  @Override
  public String enter(String resource) {
    return decide(Call.of(resource));
  }

  @Override
  public String decide(Call call) {
    Worker worker = workers.get(turn++ % workers.size());
    Exchange exchange = worker.open(request(call), true);
    waitMillis = waited(worker, exchange);
    if (!exchange.answer().passed()) {
      String id = exchange.answer().body();
      exchange.finish();
      return id;
    }
    if (call.end().stays()) {
      inside.add(exchange);
    } else {
      proxy.setMillis(proxy.millis() + call.end().afterMs());
      end(exchange, call.end().error());
    }
    return "";
  }

  private static Request request(Call call) {
    int colon = call.resource().indexOf(':');
    Request request =
        Request.of(call.resource().substring(0, colon), call.resource().substring(colon + 1));
    List<ParamValue> args = call.arguments().args();
    for (int i = 0; i < args.size(); i++) {
      request = request.with("arg" + i, ((ParamValue.OfString) args.get(i)).value());
    }
    return request;
  }

  /** Has time go on until the request does, and sets it back; how long that was. */
  private double waited(Worker worker, Exchange exchange) {
    long begin = proxy.millis();
    while (exchange.waiting()) {
      proxy.setMillis(proxy.millis() + worker.host().tickPeriod());
      worker.tick();
    }
    long waited = proxy.millis() - begin;
    proxy.setMillis(begin);
    return waited;
  }

  private static void end(Exchange exchange, boolean error) {
    exchange.responseHeaders(Request.response(error ? 500 : 200), true).finish();
  }

  @Override
  public void exit(boolean error) {
    end(inside.remove(), error);
  }

  @Override
  public double waitMillis() {
    return waitMillis;
  }
}
