package dev.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.Cidr;
import dev.weir.rule.HttpResource;
import dev.weir.rule.RequestMatch;
import dev.weir.rule.RequestMatch.Comparison;
import dev.weir.rule.RequestMatch.Condition;
import dev.weir.rule.RequestMatch.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchTextTest {

  private static Condition text(Part part, String name, Comparison comparison, String text) {
    return new Condition(part, name, new RequestMatch.Test.Text(comparison, text));
  }

  @Test
  void definition_saysWhichRequestsItHas() {
    RequestMatch gold =
        new RequestMatch(
            List.of(
                new Condition(Part.METHOD, "", new RequestMatch.Test.OneOf(List.of("GET", "HEAD"))),
                text(Part.PATH, "", Comparison.PREFIX, "/orders/"),
                text(Part.HOST, "", Comparison.SUFFIX, ".example"),
                text(Part.HEADER, "x-user", Comparison.EXACT, "gold")));
    RequestMatch near =
        new RequestMatch(
            List.of(
                text(Part.QUERY_PARAMETER, "tier", Comparison.REGEX, "^1"),
                new Condition(Part.COOKIE, "session", new RequestMatch.Test.Present(false)),
                new Condition(
                    Part.CLIENT,
                    "",
                    new RequestMatch.Test.Within(List.of(Cidr.parse("198.18.0.0/15"))))));
    HttpResource resource = new HttpResource("r", "http:gold", List.of(gold, near));

    assertThat(Limit.of(resource))
        .isEqualTo(
            "for GET|HEAD and path /orders/* and host *.example and header x-user: gold,"
                + " or query tier: ~ ^1 and no cookie session and client 198.18.0.0/15");
    assertThat(Limit.kind(resource)).isEqualTo("httpResource");
  }
}
