package dev.weir.dropin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A bundle without code around an object: what {@link DropInExtender} looks for. */
final class ObjectBundle {

  /** Header of such bundles: the name of the hook. */
  static final String HEADER = "Weir-BPF-Object";

  /** Where the object is in the bundle. */
  static final String ENTRY = "object.bpf.o";

  private ObjectBundle() {}

  /**
   * Writes one.
   *
   * @param millis when the file was last changed, the version's last part
   */
  static void write(Path jar, DroppedObject object, long millis) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "weir.bpf." + object.name());
    main.putValue("Bundle-Name", "BPF object " + object.name());
    main.putValue("Bundle-Version", "1.0.0.t" + millis);
    main.putValue(HEADER, object.name());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry(ENTRY));
      out.write(object.bytes());
      out.closeEntry();
    }
  }
}
