package dev.weir.engine.scenario;

import dev.weir.engine.Engine;
import dev.weir.engine.breaker.BreakerCheck;
import dev.weir.engine.call.BreakerEvent;
import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.BreakerState;
import dev.weir.engine.call.Check;
import dev.weir.engine.call.ShadowCheck;
import dev.weir.engine.cell.Event;
import dev.weir.engine.cell.StatNode;
import dev.weir.engine.outlier.Ejection;
import dev.weir.engine.outlier.OutlierNodes;
import java.util.ArrayList;
import java.util.List;

/**
 * What tables ask of an engine beside decisions, and what they tell it of nodes: words in, words
 * out, so that an engine in Wasm is asked in the same way. Runs in Wasm too.
 */
public final class Questions implements BreakerListener {

  private static final int MOST_EVENTS = 64;

  private final List<BreakerEvent> events = new ArrayList<>();
  private final Ejection ejection = new Ejection();

  @Override
  public void stateChanged(BreakerEvent event) {
    if (events.size() < MOST_EVENTS) {
      events.add(event);
    }
  }

  /** Answers one question; the words are described at the head of the tables. */
  public String answer(Engine engine, String question, long nowMs) {
    List<String> words = words(question);
    return switch (words.get(0)) {
      case "events" -> events();
      case "breaker" -> breaker(engine, words.get(1), words.get(2));
      case "shadow" -> shadow(engine, words.get(1), words.get(2));
      case "node", "answer", "eject", "nodes", "state" -> node(engine, words, nowMs);
      case "tick" -> tick(engine, nowMs);
      case "resources" -> "" + engine.resources().size();
      default -> statistic(engine, words, nowMs);
    };
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf(' '); to >= 0; to = text.indexOf(' ', from)) {
      words.add(text.substring(from, to));
      from = to + 1;
    }
    words.add(text.substring(from));
    return words;
  }

  private String events() {
    StringBuilder text = new StringBuilder();
    for (BreakerEvent event : events) {
      text.append(text.length() == 0 ? "" : ", ");
      text.append(event.rule().id()).append(' ').append(event.from().name()).append('>');
      text.append(event.to().name()).append(' ').append(event.snapshot());
    }
    events.clear();
    return text.toString();
  }

  private static Check check(Engine engine, String id, String resource) {
    for (Check check : engine.plan(engine.resource(resource)).checks()) {
      if (check.rule().id().equals(id)) {
        return check;
      }
    }
    throw new IllegalArgumentException("no rule '" + id + "' on '" + resource + "'");
  }

  private static String breaker(Engine engine, String id, String resource) {
    Check check = check(engine, id, resource);
    Check inner = check instanceof ShadowCheck shadow ? shadow.inner() : check;
    return ((BreakerCheck) inner).breaker().state().name();
  }

  private static String shadow(Engine engine, String id, String resource) {
    return "" + ((ShadowCheck) check(engine, id, resource)).blocked();
  }

  private String node(Engine engine, List<String> words, long nowMs) {
    OutlierNodes nodes = engine.outliers().nodes(words.get(words.size() - 1));
    if (nodes == null) {
      return "no rule";
    }
    switch (words.get(0)) {
      case "node" ->
          nodes.completed(
              words.get(1), nowMs, Integer.parseInt(words.get(3)), words.get(2).equals("error"));
      case "answer" -> nodes.answered(words.get(1), nowMs, 1, words.get(2).equals("yes"));
      case "eject" -> {
        nodes.eject(nowMs, ejection);
        return ejected();
      }
      case "state" -> {
        BreakerState state = nodes.state(words.get(1));
        return state == null ? "unknown" : state.name();
      }
      default -> {
        return "" + nodes.size();
      }
    }
    return "";
  }

  private String ejected() {
    StringBuilder text = new StringBuilder("out");
    for (int i = 0; i < ejection.ejectedCount(); i++) {
      text.append(' ').append(ejection.ejected(i));
    }
    text.append(" probe");
    for (int i = 0; i < ejection.halfOpenCount(); i++) {
      text.append(' ').append(ejection.halfOpen(i));
    }
    return text.toString();
  }

  private static String tick(Engine engine, long nowMs) {
    StringBuilder asked = new StringBuilder("asks");
    engine.outliers().tick(nowMs, (nodes, address) -> asked.append(' ').append(address));
    return asked.toString();
  }

  private static String statistic(Engine engine, List<String> words, long nowMs) {
    String name = words.get(1);
    StatNode node =
        switch (name) {
          case "inbound" -> engine.inbound();
          case "untracked" -> engine.untracked().node();
          default -> engine.resource(name).node();
        };
    return "" + statistic(node, words.get(0), nowMs);
  }

  private static long statistic(StatNode node, String what, long nowMs) {
    return switch (what) {
      case "pass" -> node.sum(Event.PASS, nowMs);
      case "block" -> node.sum(Event.BLOCK, nowMs);
      case "complete" -> node.sum(Event.COMPLETE, nowMs);
      case "error" -> node.sum(Event.ERROR, nowMs);
      case "rt" -> node.averageRt(nowMs);
      case "minRt" -> node.minRt(nowMs);
      case "concurrency" -> node.concurrency();
      case "maxConcurrency" -> node.maxConcurrency(nowMs);
      case "totalPass" -> node.total(Event.PASS);
      case "totalBlock" -> node.total(Event.BLOCK);
      case "totalComplete" -> node.total(Event.COMPLETE);
      case "totalError" -> node.total(Event.ERROR);
      case "totalRt" -> node.total(Event.RT);
      default -> throw new IllegalArgumentException("no such question: " + what);
    };
  }
}
