package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class RowTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void ownRow_carriesGoalAndVerdict() throws Exception {
    Row row =
        Row.of("decision", "flow pass", "weir", "ns", 61.2).withGoal("sentinel/weir >= 8", true);
    assertThat(json.writeValueAsString(row))
        .isEqualTo(
            "{\"bench\":\"decision\",\"case\":\"flow pass\",\"subject\":\"weir\",\"unit\":\"ns\","
                + "\"value\":61.2,\"goal\":\"sentinel/weir >= 8\",\"ok\":true}");
  }

  @Test
  void peersRow_hasNeither() throws Exception {
    Row row = Row.of("decision", "flow pass", "guava", "ns", 43.4567);
    assertThat(json.writeValueAsString(row))
        .isEqualTo(
            "{\"bench\":\"decision\",\"case\":\"flow pass\",\"subject\":\"guava\",\"unit\":\"ns\","
                + "\"value\":43.457}");
  }

  @Test
  void missingRow_saysWhyAndHasNoVerdict() throws Exception {
    Row row = Row.missing("envoy", "pass", "rust", "no cargo");
    assertThat(json.writeValueAsString(row))
        .isEqualTo(
            "{\"bench\":\"envoy\",\"case\":\"pass\",\"subject\":\"rust\",\"unit\":\"\","
                + "\"value\":0.0,\"missing\":\"no cargo\"}");
  }
}
