package dev.weir.bench.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {

  @TempDir Path folder;

  @Test
  void built_isItsFile() throws Exception {
    Path module = Files.createFile(folder.resolve("limit.wasm"));
    assertThat(Peer.of("LIMIT", Map.of("LIMIT", module.toString())).file()).contains(module);
  }

  @Test
  void notBuilt_saysWhatTheScriptSaid() {
    Peer peer = Peer.of("LIMIT", Map.of("LIMIT_MISSING", "cargo is not installed"));
    assertThat(peer.file()).isEmpty();
    assertThat(peer.why()).isEqualTo("cargo is not installed");
  }

  @Test
  void fileThatIsNotThere_isNotBuilt() {
    Peer peer = Peer.of("LIMIT", Map.of("LIMIT", folder.resolve("gone.wasm").toString()));
    assertThat(peer.file()).isEmpty();
    assertThat(peer.why()).contains("LIMIT");
  }
}
