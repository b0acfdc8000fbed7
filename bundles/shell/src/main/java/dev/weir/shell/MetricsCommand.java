package dev.weir.shell;

import dev.weir.metric.MetricHistory;
import dev.weir.metric.MetricPage;
import dev.weir.metric.MetricQuery;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:metrics}: what each resource saw in every second of a span of time. */
@Component(
    service = MetricsCommand.class,
    property = {
      "osgi.command.scope=weir",
      "osgi.command.function=metrics",
      "osgi.command.description=Lists what each resource saw, second by second, from the metric log"
    })
public final class MetricsCommand {

  /** Most lines of a table: more are not read by people. */
  static final int MAX_ROWS = 1_000;

  /** Most items of a JSON text. */
  static final int MAX_JSON = 10_000;

  private static final String SINCE = "--since";
  private static final String UNTIL = "--until";

  private static final Usage USAGE =
      new Usage(
          "weir:metrics",
          List.of("[RESOURCE]"),
          "Lists from the metric log what each resource saw in every second, or one resource.",
          List.of(
              new Usage.Option(
                  SINCE, "WHEN", "90s, 10m, 2h or 1d ago, or 2026-11-24T10:00; default 1m"),
              new Usage.Option(UNTIL, "WHEN", "the same; default now")),
          true,
          List.of(
              "weir:metrics",
              "weir:metrics GET:/orders --since 10m",
              "weir:metrics --since 2026-11-24T10:00 --until 2026-11-24T10:05 --json"));

  private final MetricHistory history;
  private final Supplier<ZonedDateTime> clock;

  @Activate
  public MetricsCommand(@Reference MetricHistory history) {
    this(history, ZonedDateTime::now);
  }

  MetricsCommand(MetricHistory history, Supplier<ZonedDateTime> clock) {
    this.history = history;
    this.clock = clock;
  }

  /** The command. */
  public void metrics(CommandSession session, String... args) throws CommandFailure {
    Optional<Usage.Arguments> arguments = USAGE.read(args);
    session.getConsole().print(arguments.isEmpty() ? USAGE.help() : answer(arguments.get()));
  }

  private String answer(Usage.Arguments arguments) throws CommandFailure {
    ZonedDateTime now = clock.get();
    MetricPage page = find(query(arguments, now));
    return arguments.json()
        ? MetricsText.json(page, history.state())
        : MetricsText.table(page, history.state(), now.getZone());
  }

  private static MetricQuery query(Usage.Arguments arguments, ZonedDateTime now)
      throws CommandFailure {
    long since = Moment.millis(SINCE, arguments.values().getOrDefault(SINCE, "1m"), now);
    long until = Moment.millis(UNTIL, arguments.values().getOrDefault(UNTIL, "now"), now);
    if (since > until) {
      throw new CommandFailure(SINCE + " must be before " + UNTIL);
    }
    String resource = arguments.operands().isEmpty() ? "" : arguments.operands().get(0);
    return MetricQuery.between(since, until)
        .of(resource)
        .atMost(arguments.json() ? MAX_JSON : MAX_ROWS);
  }

  private MetricPage find(MetricQuery query) throws CommandFailure {
    try {
      return history.find(query);
    } catch (IOException e) {
      throw new CommandFailure("the metric log cannot be read: " + e, e);
    }
  }
}
