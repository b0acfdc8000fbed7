package dev.weir.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.metric.Figures;
import dev.weir.metric.MetricItem;
import dev.weir.metric.MetricPage;
import dev.weir.metric.MetricQuery;
import dev.weir.metric.MetricSearch;
import dev.weir.metric.MetricSettings;
import dev.weir.metric.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metric logs by Weir and by Sentinel: the same names, the same bytes, readable by each other. */
final class MetricLogIT {

  private static final String APP = "orders.eu";
  private static final int LENGTH = 400;

  private final Oracle oracle = Oracle.find();

  @TempDir Path folder = Path.of("");

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files.put(
            file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  @ParameterizedTest
  @CsvSource({
    "1, UTC, 2000, 5",
    "2, Asia/Kolkata, 1, 3",
    "3, America/Phoenix, 100000, 8",
    "4, UTC, 700, 1",
    "0, Asia/Shanghai, 5000, 40",
  })
  void sameItems_areTheSameFiles(long fixedSeed, String zoneId, long size, int count)
      throws IOException {
    long seed = fixedSeed == 0 ? System.currentTimeMillis() : fixedSeed;
    System.out.println("metric log: seed " + seed);
    ZoneId zone = ZoneId.of(zoneId);
    MetricScript script = new MetricScript(seed, LENGTH);
    Path ours = Files.createDirectory(folder.resolve("ours"));
    Path theirs = Files.createDirectory(folder.resolve("theirs"));

    oracle.metrics(
        script.write(folder.resolve("script")),
        zone,
        theirs.toString(),
        APP,
        Long.toString(size),
        Integer.toString(count));
    script.play(
        new MetricSettings(
            ours, MetricSettings.fileName(APP), zone, new MetricSettings.Roll(size, count)));

    assertThat(files(ours)).as("seed %s", seed).isNotEmpty().isEqualTo(files(theirs));
  }

  @Test
  void sentinelsSearcher_findsInWeirsFilesWhatWasWritten() throws IOException {
    long start = 1_795_514_400_000L;
    MetricSettings settings =
        new MetricSettings(
            folder,
            MetricSettings.fileName(APP),
            ZoneOffset.UTC,
            new MetricSettings.Roll(3000, 50));
    List<MetricItem> written = seconds(settings, start);
    MetricSearch search = new MetricSearch(folder, settings.fileName());
    for (int begin = 1; begin < 200; begin += 17) {
      for (String resource : List.of("", "a", "b")) {
        long from = start + begin * 1000L;
        long to = from + begin * 500L;
        List<String> expected =
            written.stream()
                .filter(
                    item -> item.timestampMs() >= from && item.timestampMs() / 1000 <= to / 1000)
                .filter(item -> resource.isEmpty() || item.resource().equals(resource))
                .map(item -> item.toFat(ZoneOffset.UTC))
                .toList();
        assertThat(
                oracle.find(
                    ZoneOffset.UTC,
                    folder.toString(),
                    settings.fileName(),
                    Long.toString(from),
                    Long.toString(to),
                    resource))
            .isNotEmpty()
            .isEqualTo(expected);
        MetricPage page = search.find(MetricQuery.between(from, to).of(resource));
        assertThat(page.items().stream().map(item -> item.toFat(ZoneOffset.UTC)))
            .isEqualTo(expected);
      }
    }
  }

  /** Two hundred seconds of two resources. */
  private static List<MetricItem> seconds(MetricSettings settings, long start) throws IOException {
    List<MetricItem> written = new ArrayList<>();
    try (MetricWriter writer = new MetricWriter(settings, start)) {
      writer.open(start);
      for (int i = 1; i <= 200; i++) {
        long at = start + i * 1000L;
        List<MetricItem> items = List.of(item(at, "a", i), item(at, "b", 2L * i));
        writer.write(at, items);
        written.addAll(items);
      }
    }
    return written;
  }

  private static MetricItem item(long at, String resource, long pass) {
    return new MetricItem(at, resource, 0, new Figures(pass, 1, pass, 0, 7, 0, 2));
  }
}
