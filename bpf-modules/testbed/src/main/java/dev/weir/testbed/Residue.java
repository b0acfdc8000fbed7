package dev.weir.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the kernel holds: programs, maps and links by bpftool, pins below /sys/fs/bpf. What another
 * process holds open, or has pinned elsewhere, is none of the test's.
 */
public final class Residue {

  private static final Path BPFFS = Path.of("/sys/fs/bpf");
  private static final Pattern ID = Pattern.compile("(?m)^(\\d+): (.*)$");
  private static final Pattern HELD = Pattern.compile("(?m)^(prog|map|link)_id:\\s*(\\d+)$");

  private Residue() {}

  /** One word for each thing: {@code prog 7 xdp name …}, {@code pin /sys/fs/bpf/…}. */
  public static Set<String> inKernel() {
    Set<String> all = new TreeSet<>();
    Set<String> others = heldByOthers();
    for (String kind : new String[] {"prog", "map", "link"}) {
      Matcher line = ID.matcher(Command.run("bpftool", kind, "show"));
      while (line.find()) {
        if (!others.contains(kind + " " + line.group(1))) {
          all.add(kind + " " + line.group(1) + " " + line.group(2));
        }
      }
    }
    all.addAll(pins());
    return all;
  }

  /** All pins, whoever made them, in the directories of this test run. */
  private static Set<String> pins() {
    Set<String> pins = new TreeSet<>();
    try (Stream<Path> roots = Files.list(BPFFS)) {
      for (Path root :
          roots.filter(path -> path.getFileName().toString().startsWith("wt")).toList()) {
        try (Stream<Path> paths = Files.walk(root)) {
          paths.forEach(path -> pins.add("pin " + path));
        }
      }
    } catch (IOException e) {
      // Not mounted, or changed while it was listed; the caller asks again.
      return pins;
    }
    return pins;
  }

  private static Set<String> heldByOthers() {
    Set<String> held = new TreeSet<>();
    String self = Long.toString(ProcessHandle.current().pid());
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      processes
          .filter(path -> path.getFileName().toString().matches("\\d+"))
          .filter(path -> !path.getFileName().toString().equals(self))
          .forEach(path -> addHeld(path.resolve("fdinfo"), held));
    } catch (IOException e) {
      return held;
    }
    return held;
  }

  private static void addHeld(Path fdinfo, Set<String> held) {
    try (Stream<Path> files = Files.list(fdinfo)) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        if (text.contains("_id:")) {
          Matcher id = HELD.matcher(text);
          while (id.find()) {
            held.add(id.group(1) + " " + id.group(2));
          }
        }
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // The process or its file has gone meanwhile: it holds nothing.
      return;
    }
  }
}
