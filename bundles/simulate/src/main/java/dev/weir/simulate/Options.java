package dev.weir.simulate;

import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param rules a file of rules; null when a log is converted
 * @param trace a file with a trace, or {@code -}; null when a log is converted
 * @param log an access log to convert, or {@code -}; null when a trace is replayed
 * @param summary whether tables are asked for in place of decisions
 */
record Options(
    @Nullable String rules, @Nullable String trace, @Nullable String log, boolean summary) {

  /** Standard input. */
  static final String STDIN = "-";

  private static final String FROM_ENVOY_LOG = "--from-envoy-log";

  /** The command line is wrong. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  static Options of(String... arguments) throws UsageException {
    Options options = new Options(null, null, null, false);
    for (int i = 0; i < arguments.length; i++) {
      String next = i + 1 < arguments.length ? arguments[i + 1] : null;
      options = options.with(arguments[i], next);
      i += arguments[i].equals(FROM_ENVOY_LOG) ? 1 : 0;
    }
    if (options.log == null && options.trace == null) {
      throw new UsageException("simulate takes RULES and TRACE");
    }
    if (options.log != null && options.rules != null) {
      throw new UsageException(FROM_ENVOY_LOG + " takes a log alone: pipe its trace into another");
    }
    return options;
  }

  private Options with(String argument, @Nullable String next) throws UsageException {
    return switch (argument) {
      case "--summary" -> new Options(rules, trace, log, true);
      case "--json" -> new Options(rules, trace, log, false);
      case FROM_ENVOY_LOG -> {
        if (next == null) {
          throw new UsageException(FROM_ENVOY_LOG + " needs a file, or - for standard input");
        }
        yield new Options(rules, trace, next, summary);
      }
      default -> withFile(argument);
    };
  }

  private Options withFile(String argument) throws UsageException {
    if (argument.startsWith("-") && !argument.equals(STDIN)) {
      throw new UsageException(
          "there is no option '" + argument + "': --json, --summary, --from-envoy-log FILE");
    }
    if (rules == null) {
      return new Options(argument, null, log, summary);
    }
    if (trace == null) {
      return new Options(rules, argument, log, summary);
    }
    throw new UsageException("there is one RULES and one TRACE, '" + argument + "' is more");
  }
}
