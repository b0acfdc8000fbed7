package dev.weir.source.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule in one line, as people type it. Translation is total: every word of the line lands in some
 * field of the object, a word that fits nowhere in a field of its own name, so that the format
 * reports it and nothing is dropped.
 */
final class ShortForm {

  private static final Map<String, String> KINDS =
      Map.of("flow.", "FlowRule", "traffic.", "TrafficRule");

  private static final Set<String> NUMBERS =
      Set.of(
          "threshold",
          "burst",
          "statIntervalInMs",
          "port",
          "ipv4Prefix",
          "ipv6Prefix",
          "mark",
          "maxQueueingTimeMs",
          "warmUpPeriodSec",
          "warmUpColdFactor",
          "lowMemUsageThreshold",
          "highMemUsageThreshold",
          "memLowWaterMarkBytes",
          "memHighWaterMarkBytes");

  private static final Set<String> TRUTHS = Set.of("shadow", "regex");

  private static final Set<String> METRICS = Set.of("connections", "packets", "bytes");

  /** Words that are no field's name. */
  private static final Map<String, String> FIELDS = Map.of("from", "source", "to", "destination");

  /** Protocols that are not written in capitals alone. */
  private static final Map<String, String> PROTOCOLS =
      Map.of("icmpv6", "ICMPv6", "ip", "Any", "any", "Any");

  private final String kind;
  private final String name;

  private ShortForm(String kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  /** The short form that a key announces: {@code flow.NAME} or {@code traffic.NAME}. */
  static Optional<ShortForm> of(String key) {
    return KINDS.entrySet().stream()
        .filter(entry -> key.startsWith(entry.getKey()))
        .map(entry -> new ShortForm(entry.getValue(), key.substring(entry.getKey().length())))
        .findFirst();
  }

  /**
   * The object in place of the line. Its rule has the id {@code config/NAME}, or {@code
   * config/INSTANCE.NAME} in a factory instance.
   */
  String write(String instance, String line) {
    JsonText json = new JsonText();
    json.field("apiVersion", "weir.dev/v1alpha1").field("kind", kind);
    json.begin("metadata")
        .field("namespace", "config")
        .field("name", instance.isEmpty() ? name : instance + "." + name)
        .begin("annotations")
        .field("weir.dev/generated-from", line)
        .end()
        .end();
    json.begin("spec");
    String[] words = line.isBlank() ? new String[0] : line.strip().split("\\s+", -1);
    if (kind.equals("FlowRule")) {
      flow(json, words);
    } else {
      traffic(json, words);
    }
    return json.end().close();
  }

  /** {@code RESOURCE THRESHOLD/DURATION [FIELD=VALUE …]}. */
  private static void flow(JsonText spec, String[] words) {
    if (words.length > 0) {
      spec.field("resource", words[0]);
    }
    rest(spec, words);
  }

  /**
   * {@code PROTOCOL[:PORT|:PORT-PORT] connections|packets|bytes [from BLOCK] [to BLOCK] [per
   * all|source|source/BITS|flow] THRESHOLD/DURATION [burst N] [FIELD=VALUE …]}.
   */
  private static void traffic(JsonText spec, String[] words) {
    if (words.length > 0) {
      int colon = words[0].indexOf(':');
      protocol(spec, colon < 0 ? words[0] : words[0].substring(0, colon));
      if (colon >= 0) {
        value(spec, "port", words[0].substring(colon + 1));
      }
    }
    boolean per = false;
    for (String word : words) {
      per |= word.equals("per") || word.startsWith("per=");
    }
    if (!per) {
      spec.field("per", "All");
    }
    rest(spec, words);
  }

  private static void protocol(JsonText spec, String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    spec.number("protocol", PROTOCOLS.getOrDefault(lower, word.toUpperCase(Locale.ROOT)));
  }

  private static void rest(JsonText spec, String[] words) {
    for (int i = 1; i < words.length; i++) {
      String word = words[i];
      int equals = word.indexOf('=');
      int slash = word.indexOf('/');
      if (equals > 0) {
        value(spec, word.substring(0, equals), word.substring(equals + 1));
      } else if (FIELDS.containsKey(word) && i + 1 < words.length) {
        spec.field(FIELDS.getOrDefault(word, word), words[++i]);
      } else if (slash >= 0) {
        rate(spec, word.substring(0, slash), word.substring(slash + 1));
      } else if (METRICS.contains(word)) {
        spec.field("metric", capital(word));
      } else if (word.equals("per") && i + 1 < words.length) {
        per(spec, words[++i]);
      } else if (i + 1 < words.length && !word.isEmpty()) {
        value(spec, word, words[++i]);
      } else {
        value(spec, word, word);
      }
    }
  }

  /** {@code source}; {@code source/24} for the sources of an IPv4 network. */
  private static void per(JsonText spec, String word) {
    if (word.startsWith("source/")) {
      spec.field("per", "SourcePrefix");
      value(spec, "ipv4Prefix", word.substring("source/".length()));
    } else {
      spec.field("per", capital(word));
    }
  }

  /** {@code 100/1s}; {@code 100/s} means the same. */
  private static void rate(JsonText spec, String threshold, String duration) {
    boolean bareUnit = !duration.isEmpty() && Character.isLetter(duration.charAt(0));
    value(spec, "threshold", threshold);
    spec.field("statDuration", bareUnit ? "1" + duration : duration);
  }

  private static void value(JsonText spec, String name, String value) {
    if (NUMBERS.contains(name)) {
      spec.number(name, value);
    } else if (TRUTHS.contains(name)) {
      spec.truth(name, value);
    } else {
      spec.field(name, value);
    }
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
