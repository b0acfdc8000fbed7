package dev.weir.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One figure.
 *
 * @param bench the suite
 * @param scenario what was done
 * @param subject who did it
 * @param unit of the value
 * @param value the figure, kept to three decimals
 * @param goal what it has to reach, in words; null on rows that have none
 * @param ok whether it did; null where there is no goal
 * @param missing why there is no figure, and {@code value} says nothing; null where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Row(
    String bench,
    @JsonProperty("case") String scenario,
    String subject,
    String unit,
    double value,
    @Nullable String goal,
    @Nullable Boolean ok,
    @Nullable String missing) {

  public Row {
    value = Math.round(value * 1_000) / 1_000.0;
  }

  /** Who we are in the rows. */
  public static final String WEIR = "weir";

  /** A figure without a goal. */
  public static Row of(String bench, String scenario, String subject, String unit, double value) {
    return new Row(bench, scenario, subject, unit, value, null, null, null);
  }

  /** A subject that could not be measured here, and why. */
  public static Row missing(String bench, String scenario, String subject, String why) {
    return new Row(bench, scenario, subject, "", 0, null, null, why);
  }

  /** The same figure, with a goal. */
  public Row withGoal(String words, boolean reached) {
    return new Row(bench, scenario, subject, unit, value, words, reached, missing);
  }
}
