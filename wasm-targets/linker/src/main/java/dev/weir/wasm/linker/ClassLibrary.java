package dev.weir.wasm.linker;

import dev.weir.wasm.linker.runtime.Division;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.teavm.classlib.impl.JCLPlugin;
import org.teavm.interop.Address;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSString;
import org.teavm.metaprogramming.Metaprogramming;
import org.teavm.platform.Platform;
import org.teavm.vm.TeaVM;

/**
 * The jars that every program is compiled against: TeaVM's class library, what it rests on, and
 * this linker's own runtime classes. Found through a class in each, so that Maven's class realm and
 * a test's class path serve alike.
 */
final class ClassLibrary {

  private static final List<Class<?>> ANCHORS =
      List.of(
          Division.class,
          JCLPlugin.class,
          TeaVM.class,
          Address.class,
          Platform.class,
          JSObject.class,
          JSString.class,
          Metaprogramming.class);

  private ClassLibrary() {}

  static Set<Path> jars() {
    Set<Path> jars = new LinkedHashSet<>();
    for (Class<?> anchor : ANCHORS) {
      jars.add(jarOf(anchor));
    }
    return jars;
  }

  private static Path jarOf(Class<?> anchor) {
    CodeSource source = anchor.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException(anchor.getName() + " was loaded from nowhere known");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(anchor.getName() + " has no file of its own", e);
    }
  }
}
