package dev.weir.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionedJarTest {

  private static final byte[] OBJECT = {0x7f, 'E', 'L', 'F'};

  @TempDir Path folder;

  @Test
  void copy_differsInItsVersionOnly() throws Exception {
    Path built = jar("0.1.0.SNAPSHOT");
    Path copy = folder.resolve("copy.jar");
    VersionedJar.copy(built, "0.1.7", copy);
    try (JarFile jar = new JarFile(copy.toFile())) {
      Attributes main = jar.getManifest().getMainAttributes();
      assertThat(main.getValue("Bundle-Version")).isEqualTo("0.1.7");
      assertThat(main.getValue("Bundle-SymbolicName")).isEqualTo("counter");
      assertThat(jar.getInputStream(jar.getEntry("counter.o")).readAllBytes()).isEqualTo(OBJECT);
      assertThat(jar.stream()).hasSize(2);
    }
  }

  @Test
  void jarThatIsNoBundle_isRefused() throws Exception {
    Path plain = jar("");
    assertThatIOException()
        .isThrownBy(() -> VersionedJar.copy(plain, "0.1.7", folder.resolve("copy.jar")))
        .withMessageContaining("no bundle");
  }

  private Path jar(String version) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "counter");
    if (!version.isEmpty()) {
      manifest.getMainAttributes().putValue("Bundle-Version", version);
    }
    Path file = folder.resolve("built.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      out.putNextEntry(new JarEntry("counter.o"));
      out.write(OBJECT);
    }
    return file;
  }
}
