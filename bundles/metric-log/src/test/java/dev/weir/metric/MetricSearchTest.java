package dev.weir.metric;

import static dev.weir.metric.Lines.NAME;
import static dev.weir.metric.Lines.T0;
import static dev.weir.metric.Lines.item;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricSearchTest {

  private static final int SECONDS = 100;

  @TempDir Path folder = Path.of("");

  private Path last = Path.of("");

  /** A hundred seconds of two resources over several files; the pass count is the second's. */
  @BeforeEach
  void write() throws IOException {
    try (MetricWriter writer = new MetricWriter(Lines.settings(folder, 1500, 20), T0)) {
      for (long i = 1; i <= SECONDS; i++) {
        writer.write(T0 + i * 1000, List.of(item(T0, "a", i), item(T0, "b|c", i)));
      }
    }
    last = new MetricFiles(folder, NAME).list().get(0);
    for (Path file : new MetricFiles(folder, NAME).list()) {
      last = Files.size(file) > 0 ? file : last;
    }
  }

  private MetricPage find(MetricQuery query) throws IOException {
    return new MetricSearch(folder, NAME).find(query);
  }

  private static List<Long> passes(MetricPage page) {
    return page.items().stream().map(item -> item.figures().pass()).toList();
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void everySpan_hasItsSecondsOfTheResource() throws IOException {
    for (long begin = 1; begin <= SECONDS; begin += 7) {
      for (long end = begin; end <= SECONDS; end += 11) {
        MetricQuery query = MetricQuery.between(T0 + begin * 1000, T0 + end * 1000 + 999).of("a");
        assertThat(passes(find(query))).isEqualTo(numbers(begin, end));
      }
    }
  }

  @Test
  void nameWithASeparator_isFoundAsItIsLogged() throws IOException {
    MetricPage page = find(MetricQuery.between(T0 + 5000, T0 + 6000).of("b|c"));
    assertThat(page.items()).extracting(MetricItem::resource).containsExactly("b_c", "b_c");
  }

  @Test
  void emptyName_isEveryResource() throws IOException {
    assertThat(find(MetricQuery.between(0, Long.MAX_VALUE)).items()).hasSize(2 * SECONDS);
  }

  @Test
  void bound_leavesTheRestOut_andSaysSo() throws IOException {
    MetricQuery all = MetricQuery.between(0, Long.MAX_VALUE).of("a");
    assertThat(passes(find(all.atMost(30)))).isEqualTo(numbers(1, 30));
    assertThat(find(all.atMost(30)).more()).isTrue();
    assertThat(find(all.atMost(SECONDS)).more()).isFalse();
  }

  @Test
  void tornLastLine_isPassedOver() throws IOException {
    String torn = "1795514501000|2026-11-24 10:01:41|a|123|0|0|0|0|0|0";
    Files.writeString(last, torn, StandardOpenOption.APPEND);
    assertThat(passes(find(MetricQuery.between(0, Long.MAX_VALUE).of("a"))))
        .isEqualTo(numbers(1, SECONDS));
  }

  @Test
  void rubbishBetweenLines_isPassedOver() throws IOException {
    String rubbish =
        "x".repeat(100_000)
            + "\n\n|||||||||||\n\u0000\u0001\n"
            + item(T0 + 101_000, "a", 101).toFat(java.time.ZoneOffset.UTC)
            + "\n";
    Files.writeString(last, rubbish, StandardOpenOption.APPEND);
    assertThat(passes(find(MetricQuery.between(T0 + 99_000, T0 + 200_000).of("a"))))
        .isEqualTo(numbers(99, 101));
  }

  @Test
  void lostOrBrokenIndex_costsTimeOnly() throws IOException {
    List<Path> files = new MetricFiles(folder, NAME).list();
    Files.delete(MetricFiles.index(files.get(1)));
    Files.write(MetricFiles.index(files.get(2)), new byte[5]);
    byte[] index = Files.readAllBytes(MetricFiles.index(files.get(3)));
    for (int offset = Long.BYTES; offset < index.length; offset += 2 * Long.BYTES) {
      index[offset + 4] = 0x7f;
    }
    Files.write(MetricFiles.index(files.get(3)), index);
    for (long begin = 1; begin <= SECONDS; begin++) {
      MetricQuery query = MetricQuery.between(T0 + begin * 1000, T0 + SECONDS * 1000).of("a");
      assertThat(passes(find(query))).isEqualTo(numbers(begin, SECONDS));
    }
  }

  @Test
  void missingFolder_hasNothing() throws IOException {
    MetricSearch search = new MetricSearch(folder.resolve("none"), NAME);
    assertThat(search.find(MetricQuery.between(0, Long.MAX_VALUE)).items()).isEmpty();
  }
}
