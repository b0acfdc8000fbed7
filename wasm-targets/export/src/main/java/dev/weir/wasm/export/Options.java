package dev.weir.wasm.export;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The command line: a form, files of rules, and options with a value each. */
final class Options {

  private static final List<String> FORMS = List.of("envoy", "istio");
  private static final String SELECTOR = "--selector";
  private static final String UPSTREAM = "--upstream";
  private static final Map<String, List<String>> KNOWN =
      Map.of(
          "envoy", List.of("--out", "--modules", "--daemon", "--listen", UPSTREAM, "--admin"),
          "istio", List.of("--out", "--modules", "--daemon", "--namespace", SELECTOR, "--as"));

  private final String form;
  private final List<String> files;
  private final Map<String, String> values;
  private final Map<String, String> labels;

  private Options(
      String form, List<String> files, Map<String, String> values, Map<String, String> labels) {
    this.form = form;
    this.files = files;
    this.values = values;
    this.labels = labels;
  }

  /** Reads the words of the command line. */
  static Options of(List<String> words) throws UsageException {
    if (words.isEmpty() || !FORMS.contains(words.get(0))) {
      throw new UsageException(
          "export takes a form, envoy or istio"
              + (words.isEmpty() ? "" : ", was '" + words.get(0) + "'"));
    }
    String form = words.get(0);
    List<String> files = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> labels = new TreeMap<>();
    Iterator<String> rest = words.subList(1, words.size()).iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (!word.startsWith("--")) {
        files.add(word);
        continue;
      }
      String value = valueOf(form, word, rest.hasNext() ? rest.next() : null);
      if (word.equals(SELECTOR)) {
        label(value, labels);
      } else if (word.equals(UPSTREAM)) {
        values.merge(word, value, (before, added) -> before + "," + added);
      } else if (values.put(word, value) != null) {
        throw new UsageException(word + " is given twice");
      }
    }
    if (files.isEmpty()) {
      throw new UsageException("export " + form + " takes at least one file or folder of rules");
    }
    return new Options(form, List.copyOf(files), values, labels);
  }

  private static String valueOf(String form, String option, @Nullable String value)
      throws UsageException {
    List<String> known = KNOWN.getOrDefault(form, List.of());
    if (!known.contains(option)) {
      throw new UsageException(
          "export " + form + " has no option '" + option + "': " + String.join(", ", known));
    }
    if (value == null || value.startsWith("--")) {
      throw new UsageException(option + " needs a value");
    }
    return value;
  }

  private static void label(String text, Map<String, String> labels) throws UsageException {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new UsageException(SELECTOR + " takes KEY=VALUE, was '" + text + "'");
    }
    labels.put(text.substring(0, equals), text.substring(equals + 1));
  }

  /** Of {@link #FORMS}. */
  String form() {
    return form;
  }

  List<String> files() {
    return files;
  }

  /** What {@code --selector} gives, by key. */
  Map<String, String> labels() {
    return labels;
  }

  /** What an option says, or what it is when it is not given. */
  String value(String option, String otherwise) {
    return values.getOrDefault(option, otherwise);
  }

  /** An option that is HOST:PORT. */
  Endpoint endpoint(String option, String otherwise) throws UsageException {
    return endpointOf(option, value(option, otherwise));
  }

  private static Endpoint endpointOf(String option, String text) throws UsageException {
    try {
      return Endpoint.of(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }

  /** An option that is HOST:PORT as often as it is given. */
  List<Endpoint> endpoints(String option, String otherwise) throws UsageException {
    List<Endpoint> endpoints = new ArrayList<>();
    for (String one : value(option, otherwise).split(",", -1)) {
      endpoints.add(endpointOf(option, one));
    }
    return endpoints;
  }

  /** Where the daemon is that knows the host, if there is one. */
  Optional<Endpoint> daemon() throws UsageException {
    String given = values.get("--daemon");
    return given == null ? Optional.empty() : Optional.of(endpointOf("--daemon", given));
  }

  /** An option that is one of these words; the first if it is not given. */
  String choice(String option, List<String> words) throws UsageException {
    String value = value(option, words.get(0));
    if (!words.contains(value)) {
      throw new UsageException(
          option + " is one of " + String.join(", ", words) + ", was '" + value + "'");
    }
    return value;
  }
}
