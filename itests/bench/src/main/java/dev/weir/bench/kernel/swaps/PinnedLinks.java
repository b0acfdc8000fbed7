package dev.weir.bench.kernel.swaps;

import dev.weir.libbpf.sys.KernelError;
import dev.weir.libbpf.sys.Libbpf;
import dev.weir.libbpf.sys.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The links that are pinned below a directory, in a hook's way: {@code …/link}. */
final class PinnedLinks {

  private static final String NAME = "link";

  private PinnedLinks() {}

  /** Takes the programs of all off; pins and maps stay. */
  static void detach(Path directory) throws IOException, KernelError {
    for (Path pin : of(directory)) {
      int link = KernelError.check("open " + pin, Libbpf.bpf_obj_get(pin.toString()));
      try {
        KernelError.check("detach " + pin, Libbpf.bpf_link_detach(link));
      } finally {
        Libc.close(link);
      }
    }
  }

  private static List<Path> of(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> links =
          all.filter(path -> path.getFileName().toString().startsWith(NAME)).toList();
      if (links.isEmpty()) {
        throw new IOException("no link is pinned below " + directory);
      }
      return links;
    }
  }
}
