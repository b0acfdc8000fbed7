package dev.weir.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the kernel holds: programs, maps and links by bpftool, and the pins of test runs. What
 * another process holds open, or has pinned, and what hangs on that, is none of the test's.
 */
public final class Residue {

  /** Test runs pin below names that begin so. */
  private static final String OWN_PINS = "/sys/fs/bpf/wt";

  private static final Path BPFFS = Path.of("/sys/fs/bpf");
  private static final Pattern ENTRY = Pattern.compile("(?m)^(?=\\d+: )");
  private static final Pattern HELD = Pattern.compile("(?m)^(prog|map|link)_id:\\s*(\\d+)$");
  private static final Pattern PINNED = Pattern.compile("pinned (\\S+)");
  private static final Pattern PROGRAM = Pattern.compile(" prog (\\d+)");
  private static final Pattern MAPS = Pattern.compile("map_ids ([\\d,]+)");
  private static final int TRIES = 20;

  private Residue() {}

  /** One word for each thing: {@code prog 7: xdp name …}, {@code pin /sys/fs/bpf/…}. */
  public static Set<String> inKernel() {
    Map<String, String> entries = new TreeMap<>();
    for (String kind : new String[] {"prog", "map", "link"}) {
      for (String entry : ENTRY.split(show(kind), -1)) {
        if (entry.contains(":")) {
          entries.put(kind + " " + entry.substring(0, entry.indexOf(':')), entry);
        }
      }
    }
    Set<String> others = ofOthers(entries);
    Set<String> all = pins();
    entries.forEach(
        (name, entry) -> {
          if (!others.contains(name)) {
            all.add(name + entry.lines().findFirst().orElse("").replaceFirst("^\\d+", ""));
          }
        });
    return all;
  }

  /** bpftool fails when what it has just seen goes away under its hands. */
  private static String show(String kind) {
    IllegalStateException failure = new IllegalStateException("never tried");
    for (int i = 0; i < TRIES; i++) {
      try {
        return Command.run("bpftool", "-f", kind, "show");
      } catch (IllegalStateException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private static Set<String> ofOthers(Map<String, String> entries) {
    Set<String> others = heldByOthers();
    entries.forEach(
        (name, entry) -> {
          Matcher pinned = PINNED.matcher(entry);
          if (pinned.find() && !pinned.group(1).startsWith(OWN_PINS)) {
            others.add(name);
          }
        });
    for (String name : Set.copyOf(others)) {
      Matcher program = PROGRAM.matcher(entries.getOrDefault(name, ""));
      if (name.startsWith("link ") && program.find()) {
        others.add("prog " + program.group(1));
      }
    }
    Set<String> all = new HashSet<>(others);
    for (String name : others) {
      Matcher maps = MAPS.matcher(entries.getOrDefault(name, ""));
      if (name.startsWith("prog ") && maps.find()) {
        for (String map : maps.group(1).split(",", -1)) {
          all.add("map " + map);
        }
      }
    }
    return all;
  }

  private static Set<String> pins() {
    Set<String> pins = new TreeSet<>();
    try (Stream<Path> roots = Files.list(BPFFS)) {
      for (Path root : roots.filter(path -> path.toString().startsWith(OWN_PINS)).toList()) {
        try (Stream<Path> paths = Files.walk(root)) {
          paths.forEach(path -> pins.add("pin " + path));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // Not mounted, or changed while it was listed; the caller asks again.
      return pins;
    }
    return pins;
  }

  private static Set<String> heldByOthers() {
    Set<String> held = new HashSet<>();
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
    } catch (IOException | UncheckedIOException e) {
      // The process or its file has gone meanwhile: it holds nothing.
      return;
    }
  }
}
