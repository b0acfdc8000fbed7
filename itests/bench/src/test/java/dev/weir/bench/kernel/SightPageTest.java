package dev.weir.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.libbpf.Capabilities;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SightPageTest {

  @Test
  void price_isOverThatOfNothingAtTheSamePlace() {
    Map<Look, Integer> nanos = new LinkedHashMap<>();
    nanos.put(new Look("XDP", Look.NOTHING, "a frame", "a"), 21);
    nanos.put(new Look("XDP", "IP", "addresses", "b"), 24);
    nanos.put(new Look("tc", Look.NOTHING, "a packet", "c"), 30);
    nanos.put(new Look("tc", "IP", "addresses", "d"), 37);

    String page = SightPage.of(nanos, new Capabilities(true, "", "6.18.44", "1.1.2", Map.of()));

    assertThat(page)
        .contains("measured on Linux 6.18. It")
        .contains(
            """
            ## XDP
            | parsed | known | ns | over nothing |
            |---|---|---|---|
            | nothing | a frame | 21 |  |
            | IP | addresses | 24 | 3 |

            ## tc
            | parsed | known | ns | over nothing |
            |---|---|---|---|
            | nothing | a packet | 30 |  |
            | IP | addresses | 37 | 7 |
            """);
  }
}
