package dev.weir.story;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A bundle that was built, under another version. */
final class VersionedJar {

  private static final Attributes.Name BUNDLE_VERSION = new Attributes.Name("Bundle-Version");

  private VersionedJar() {}

  /**
   * Copies a bundle; all but {@code Bundle-Version} is as it was.
   *
   * @throws IOException when it cannot be read, or is no bundle
   */
  static void copy(Path bundle, String version, Path target) throws IOException {
    try (JarFile jar = new JarFile(bundle.toFile())) {
      Manifest manifest = jar.getManifest();
      if (manifest == null || !manifest.getMainAttributes().containsKey(BUNDLE_VERSION)) {
        throw new IOException(bundle + " is no bundle: its manifest has no Bundle-Version");
      }
      manifest.getMainAttributes().put(BUNDLE_VERSION, version);
      try (OutputStream file = Files.newOutputStream(target);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        for (JarEntry entry : Collections.list(jar.entries())) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new JarEntry(entry.getName()));
            jar.getInputStream(entry).transferTo(out);
            out.closeEntry();
          }
        }
      }
    }
  }
}
