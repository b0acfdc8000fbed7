package dev.weir.source.config;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat.Reading;
import dev.weir.hook.RuleFormat.Sourced;
import dev.weir.hook.RuleSink;
import dev.weir.opensergo.OpenSergoFormat;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/** A sink that remembers what it was told and reads it with the format in use. */
final class Heard implements RuleSink {

  private final List<List<Document>> deliveries = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  @Override
  public void deliver(List<Document> documents) {
    deliveries.add(List.copyOf(documents));
  }

  @Override
  public void unreachable(String reason) {
    faults.add(reason);
  }

  int deliveries() {
    return deliveries.size();
  }

  List<String> faults() {
    return faults;
  }

  List<Rule> rules() {
    Reading reading = reading();
    if (!reading.problems().isEmpty()) {
      throw new AssertionError("no problem expected, were " + reading.problems());
    }
    return reading.rules().stream().map(Sourced::rule).toList();
  }

  List<String> problems() {
    return reading().problems().stream().map(Problem::toString).toList();
  }

  private Reading reading() {
    return new OpenSergoFormat().read(deliveries.get(deliveries.size() - 1));
  }
}
