package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Fields;
import java.util.Map;
import java.util.Optional;

/** The kinds of Sentinel's rules. */
public enum SentinelKind {
  FLOW("flow", Names.PATTERN),
  CIRCUIT_BREAKER("circuitBreaker", Names.NAME),
  HOTSPOT("hotspot", Names.NAME),
  ISOLATION("isolation", Names.PATTERN),
  SYSTEM("system", Names.NONE),
  OUTLIER("outlier", Names.NAME);

  private enum Names {
    NONE,
    NAME,
    PATTERN
  }

  private final String key;
  private final Names names;

  SentinelKind(String key, Names names) {
    this.key = key;
    this.names = names;
  }

  /** Its word: {@code circuitBreaker}. */
  public String key() {
    return key;
  }

  /** Whether a rule of this kind is about one resource. */
  public boolean hasResource() {
    return names != Names.NONE;
  }

  /** Whether its resource may be a pattern. */
  public boolean hasRegex() {
    return names == Names.PATTERN;
  }

  /**
   * The id of a rule among those of one list: {@code kind/id}, and without an id {@code
   * kind/resource/n}, which stays when rules of other resources come and go.
   *
   * @param unnamed how many rules without id the list has had on each resource
   */
  public String idOf(Subject subject, Map<String, Integer> unnamed) {
    if (!subject.id().isEmpty()) {
      return key + "/" + subject.id();
    }
    int index = unnamed.merge(subject.resource(), 1, Integer::sum) - 1;
    return (hasResource() ? key + "/" + subject.resource() : key) + "/" + index;
  }

  /** Reads the kind's own fields; empty when something was wrong with them. */
  public Optional<Draft> read(Fields fields, Dialect dialect) {
    return switch (this) {
      case FLOW -> FlowFields.read(fields, dialect);
      case CIRCUIT_BREAKER -> CircuitBreakerFields.read(fields, dialect);
      case HOTSPOT -> HotspotFields.read(fields, dialect);
      case ISOLATION -> IsolationFields.read(fields, dialect);
      case SYSTEM -> SystemFields.read(fields, dialect);
      case OUTLIER -> OutlierFields.read(fields, dialect);
    };
  }
}
