package dev.weir.itests.karaf;

import dev.weir.itests.karaf.hot.HotActivator;
import dev.weir.itests.karaf.hot.HotHook;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Makes the jar of the bundle with {@link HotHook}. */
final class HotBundle {

  static final String SYMBOLIC_NAME = "dev.weir.itests.hot";

  private static final List<String> CLASSES =
      List.of(
          HotActivator.class.getName(),
          HotHook.class.getName(),
          HotHook.class.getName() + "$Nothing");

  private HotBundle() {}

  static void write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", SYMBOLIC_NAME);
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue("Bundle-Activator", HotActivator.class.getName());
    headers.putValue("Import-Package", "dev.weir.hook,dev.weir.rule,org.osgi.framework");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (String name : CLASSES) {
        String entry = name.replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(entry));
        try (InputStream in = HotBundle.class.getResourceAsStream("/" + entry)) {
          if (in == null) {
            throw new IOException("no class " + entry);
          }
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }
}
