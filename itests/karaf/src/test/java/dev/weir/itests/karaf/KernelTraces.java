package dev.weir.itests.karaf;

import dev.weir.testbed.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a process holds in the kernel on behalf of its hooks, and what is at an interface.
 *
 * @param held how many links, programs and maps of BPF the process has open, by kind
 * @param programs of BPF at the interface, by XDP and tc
 * @param qdiscs of the interface
 */
record KernelTraces(Map<String, Integer> held, String programs, String qdiscs) {

  static KernelTraces of(long pid, String device) throws IOException {
    return new KernelTraces(
        held(Path.of("/proc/" + pid + "/fd")),
        Command.run("bpftool", "net", "show", "dev", device),
        Command.run("tc", "qdisc", "show", "dev", device));
  }

  private static Map<String, Integer> held(Path descriptors) throws IOException {
    Map<String, Integer> held = new TreeMap<>();
    for (Path descriptor : list(descriptors)) {
      try {
        String target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith("anon_inode:") && target.contains("bpf")) {
          held.merge(target, 1, Integer::sum);
        }
      } catch (NoSuchFileException e) {
        // It was closed meanwhile.
      }
    }
    return held;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
