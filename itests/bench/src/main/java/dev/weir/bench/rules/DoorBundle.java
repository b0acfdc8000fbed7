package dev.weir.bench.rules;

import dev.weir.bench.rules.door.ConfigDoor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** The jar of the bundle with {@link ConfigDoor}. */
final class DoorBundle {

  private DoorBundle() {}

  static void write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "dev.weir.bench.door");
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue("Bundle-Activator", ConfigDoor.class.getName());
    headers.putValue("Import-Package", "org.osgi.framework,org.osgi.service.cm");
    String entry = ConfigDoor.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream in = DoorBundle.class.getResourceAsStream("/" + entry)) {
      if (in == null) {
        throw new IOException("no class " + entry);
      }
      out.putNextEntry(new ZipEntry(entry));
      in.transferTo(out);
      out.closeEntry();
    }
  }
}
