package dev.weir.bench.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.bench.UnavailableException;
import dev.weir.itests.servers.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * sentinel-golang with its file source, in a process that makes entries as fast as the probes send.
 * The file is written in place: its rename ends the source's watch for a second.
 */
final class SentinelPeer implements AutoCloseable {

  private final Path file;
  private final Process process;
  private final BufferedReader words;

  SentinelPeer(Path home) throws IOException, UnavailableException {
    String program = System.getenv("WEIR_PEER");
    if (program == null) {
      throw new UnavailableException("set WEIR_PEER to the peer; ./weir does");
    }
    file = Files.createDirectories(home).resolve("flow.json");
    write(false);
    process =
        new ProcessBuilder(Programs.bound(List.of(program, file.toString())))
            .redirectError(home.resolve("peer.log").toFile())
            .start();
    words = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  private void write(boolean refuses) throws IOException {
    int threshold = refuses ? 0 : 1_000_000;
    Files.writeString(
        file,
        "[{\"resource\": \"bench\", \"threshold\": "
            + threshold
            + ", \"statIntervalInMs\": 1000, \"tokenCalculateStrategy\": 0,"
            + " \"controlBehavior\": 0}]");
  }

  /** Times from the write to the first entry that is blocked. */
  Times edits(int warmUp, int edits) throws IOException {
    long[] nanos = new long[edits];
    await("passes");
    for (int i = 0; i < warmUp + edits; i++) {
      write(true);
      long written = now();
      long blocked = await("blocked");
      if (i >= warmUp) {
        nanos[i - warmUp] = Math.max(0, blocked - written);
      }
      write(false);
      await("passes");
    }
    return Times.of(nanos);
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private long await(String word) throws IOException {
    for (String line = words.readLine(); line != null; line = words.readLine()) {
      if (line.startsWith(word)) {
        return Long.parseLong(line.substring(word.length() + 1));
      }
    }
    throw new IOException("the peer ended; its log is beside " + file);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
