package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.sys.Errno;
import dev.weir.libbpf.sys.Libbpf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The pins of one hook at one point: {@code ROOT/HOOK/POINT/link}, {@code …/link_PROGRAM} of
 * further programs, {@code …/maps/NAME}, and the priority as the name of an empty directory.
 *
 * <p>A pin keeps what it names alive when this process is gone. New pins are made beside the old
 * ones and then renamed over them, so that a name always leads to something.
 */
record PinDirectory(Path root, String hook, String device) {

  private static final String STAGED = "+new";
  private static final String LINK = "link";

  /** What is no hook's own begins so. */
  private static final String SHARED = "_";

  private static final String ORDER = "priority_";

  Path directory() {
    return root.resolve(hook).resolve(encoded(device));
  }

  Path link() {
    return directory().resolve(LINK);
  }

  /** Of a program beside the first. */
  Path link(String program) {
    return directory().resolve(LINK + "_" + program);
  }

  Path map(String name) {
    return directory().resolve("maps").resolve(name);
  }

  /** Makes the directories. */
  void make() throws HookException {
    try {
      Files.createDirectories(directory().resolve("maps"));
    } catch (IOException e) {
      throw new HookException("cannot make " + directory() + ": " + e.getMessage(), e);
    }
  }

  /** Opens a pin: a descriptor that the caller owns, or −1 when there is none. */
  static int open(Path pin) throws HookException {
    int fd = Libbpf.bpf_obj_get(pin.toString());
    if (fd < 0 && fd != -Errno.ENOENT) {
      throw Refusals.of("open pin " + pin, -fd);
    }
    return Math.max(fd, -1);
  }

  /** Pins beside the name. */
  static void stage(Path pin, int fd) throws HookException {
    Path staged = staged(pin);
    remove(staged);
    Refusals.check("pin at " + staged, Libbpf.bpf_obj_pin(fd, staged.toString()));
  }

  /** Makes the staged pin the pin. */
  static void commit(Path pin) throws HookException {
    try {
      Files.move(
          staged(pin), pin, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new HookException("cannot rename the pin " + staged(pin) + ": " + e.getMessage(), e);
    }
  }

  /** Pins where no pin is. */
  static void restore(Path pin, int fd) throws HookException {
    if (!Files.exists(pin)) {
      stage(pin, fd);
      commit(pin);
    }
  }

  /** Removes a staged pin, if it is there. */
  static void unstage(Path pin) {
    remove(staged(pin));
  }

  /** Names of the pinned maps. */
  List<String> maps() {
    return list(directory().resolve("maps")).stream()
        .map(pin -> pin.getFileName().toString())
        .filter(name -> !name.endsWith(STAGED))
        .toList();
  }

  /** The pinned links of a directory such as this one's. */
  static List<Path> links(Path directory) {
    return list(directory).stream()
        .filter(pin -> pin.getFileName().toString().startsWith(LINK))
        .toList();
  }

  /** The priority that its programs were attached with; empty when none was noted. */
  OptionalInt priority() {
    return list(directory()).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> name.matches(ORDER + "-?\\d{1,9}"))
        .mapToInt(name -> Integer.parseInt(name.substring(ORDER.length())))
        .findFirst();
  }

  /** Notes it, as an empty directory: bpffs holds nothing else. */
  void notePriority(int priority) throws HookException {
    Path noted = directory().resolve(ORDER + priority);
    for (Path path : list(directory())) {
      if (path.getFileName().toString().startsWith(ORDER) && !path.equals(noted)) {
        remove(path);
      }
    }
    try {
      Files.createDirectories(noted);
    } catch (IOException e) {
      throw new HookException("cannot make " + noted + ": " + e.getMessage(), e);
    }
  }

  /** Names of the hooks of which something is pinned. */
  static List<String> hooks(Path root) {
    return list(root).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> !name.startsWith(SHARED))
        .toList();
  }

  /** The points at which something of a hook is pinned. */
  static List<PinDirectory> points(Path root, String hook) {
    return list(root.resolve(hook)).stream()
        .map(path -> new PinDirectory(root, hook, decoded(path.getFileName().toString())))
        .toList();
  }

  /** Other hooks at the same point. */
  List<PinDirectory> besides() {
    return list(root).stream()
        .map(path -> new PinDirectory(root, path.getFileName().toString(), device))
        .filter(other -> !other.hook.equals(hook) && Files.isDirectory(other.directory()))
        .toList();
  }

  /** The same hook at other points. */
  List<Path> elsewhere() {
    return list(root.resolve(hook)).stream().filter(other -> !other.equals(directory())).toList();
  }

  /**
   * Removes all pins of a directory such as this one's, and the directories that are then empty.
   */
  static void removeAll(Path directory) {
    list(directory.resolve("maps")).forEach(PinDirectory::remove);
    remove(directory.resolve("maps"));
    list(directory).forEach(PinDirectory::remove);
    remove(directory);
    Path hook = directory.getParent();
    if (hook != null) {
      remove(hook);
      Path root = hook.getParent();
      if (root != null) {
        remove(root);
      }
    }
  }

  static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      // Another hook, or another interface, is still there.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }

  /** Dots are not allowed in bpffs, and a slash is no part of a name. */
  static String encoded(String device) {
    return device.replace("%", "%25").replace(".", "%2e").replace("/", "%2f");
  }

  /** The device of a name that {@link #encoded} made. */
  static String decoded(String name) {
    return name.replace("%2f", "/").replace("%2e", ".").replace("%25", "%");
  }

  private static Path staged(Path pin) {
    return pin.resolveSibling(pin.getFileName() + STAGED);
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }
}
