package dev.weir.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A control group for the time of a test, with this process and its children in it. */
public final class TestCgroup implements AutoCloseable {

  private final Path directory;
  private final String path;
  private final Path before;

  private TestCgroup(Path directory, String path, Path before) {
    this.directory = directory;
    this.path = path;
    this.before = before;
  }

  /** Makes one with a name of its own and moves this process there. */
  public static TestCgroup enter() throws IOException {
    Path root = root();
    String own = "/";
    for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
      own = line.startsWith("0::") ? line.substring(3) : own;
    }
    String path = "/wt-" + ProcessHandle.current().pid();
    Path directory = Files.createDirectory(root.resolve(path.substring(1)));
    TestCgroup cgroup = new TestCgroup(directory, path, root.resolve(own.substring(1)));
    cgroup.join(directory);
    return cgroup;
  }

  /** Below the root of cgroup2. */
  public String path() {
    return path;
  }

  /** A process in this group, as all that are started from here. */
  public ChildJvm child(Class<?> main, String... arguments) throws IOException {
    return ChildJvm.start(main, arguments);
  }

  @Override
  public void close() throws IOException {
    join(before);
    Files.delete(directory);
  }

  private void join(Path group) throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());
    Files.writeString(group.resolve("cgroup.procs"), pid, StandardOpenOption.WRITE);
  }

  private static Path root() throws IOException {
    List<String> mounts = Files.readAllLines(Path.of("/proc/self/mounts"));
    return mounts.stream()
        .map(mount -> mount.split(" ", 4))
        .filter(fields -> fields.length == 4 && fields[2].equals("cgroup2"))
        .map(fields -> Path.of(fields[1]))
        .findFirst()
        .orElseThrow(() -> new IOException("no cgroup2 is mounted"));
  }
}
