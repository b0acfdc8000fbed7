package dev.weir.dropin;

import dev.weir.hook.HookException;
import dev.weir.libbpf.Kernel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.fileinstall.ArtifactListener;
import org.apache.felix.fileinstall.ArtifactTransformer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a bundle of a dropped file, once clang, the ELF reader and the kernel's verifier have had
 * nothing against it. A file with a fault is logged and makes none: its predecessor goes on.
 */
@Component(service = {ArtifactTransformer.class, ArtifactListener.class})
public final class BpfTransformer implements ArtifactTransformer {

  private static final Logger LOG = LoggerFactory.getLogger(BpfTransformer.class);
  private static final Pattern FILE = Pattern.compile("(.+)\\.bpf\\.([co])");
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,48}");

  private final Kernel kernel;

  @Activate
  public BpfTransformer(@Reference Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public boolean canHandle(File artifact) {
    return FILE.matcher(artifact.getName()).matches();
  }

  @Override
  public File transform(File artifact, File folder) throws Exception {
    try {
      DroppedObject object = read(artifact.toPath());
      kernel.load(object.object(Map.of())).close();
      Path jar = folder.toPath().resolve(object.name() + ".bpf.jar");
      ObjectBundle.write(jar, object, artifact.lastModified());
      LOG.info("{} is a hook now: {}", artifact.getName(), object.programs());
      return jar.toFile();
    } catch (HookException e) {
      LOG.error("{} is not taken: {}", artifact.getName(), e.getMessage());
      LOG.debug("all that was said of {}:\n{}", artifact.getName(), e.log());
      throw e;
    }
  }

  static DroppedObject read(Path file) throws HookException, IOException, InterruptedException {
    Matcher parts = FILE.matcher(String.valueOf(file.getFileName()));
    if (!parts.matches() || !NAME.matcher(parts.group(1)).matches()) {
      throw new HookException(
          "the name before .bpf.o or .bpf.c has 1 to 48 lower-case letters, digits and dashes, was "
              + file.getFileName());
    }
    if (Files.size(file) > DroppedObject.MAX_BYTES) {
      throw new HookException("it is larger than " + DroppedObject.MAX_BYTES + " bytes");
    }
    byte[] bytes = parts.group(2).equals("c") ? Compiler.compile(file) : readAll(file);
    return DroppedObject.read(parts.group(1), bytes);
  }

  private static byte[] readAll(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(DroppedObject.MAX_BYTES);
    }
  }
}
