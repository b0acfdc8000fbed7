package dev.weir.story.stage;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.story.traffic.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lies pinned below a folder of the BPF file system, and all that hangs on it: links, their
 * programs, the programs' maps. The kernel never gives an id twice, so an id tells later whether
 * the object is gone.
 *
 * @param pins the pinned files
 * @param links ids
 * @param programs ids
 * @param maps ids
 */
public record KernelObjects(
    List<Path> pins, Set<Integer> links, Set<Integer> programs, Set<Integer> maps) {

  private record Item(
      int id,
      @JsonProperty("prog_id") @Nullable Integer program,
      @JsonProperty("map_ids") @Nullable List<Integer> maps) {}

  /** What is there now. */
  public static KernelObjects below(Path folder) throws IOException, InterruptedException {
    KernelObjects found =
        new KernelObjects(files(folder), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    for (Path pin : found.pins) {
      for (Item link : show("link", "pinned", pin.toString())) {
        found.links.add(link.id);
        if (link.program != null) {
          found.addProgram(show("prog", "id", link.program.toString()));
        }
      }
      found.addProgram(show("prog", "pinned", pin.toString()));
      show("map", "pinned", pin.toString()).forEach(map -> found.maps.add(map.id));
    }
    return found;
  }

  /** Those of these objects that are still there, each in words. */
  public List<String> left() throws IOException, InterruptedException {
    List<String> left = new ArrayList<>();
    pins.stream().filter(Files::exists).forEach(pin -> left.add("pin " + pin));
    addLeft(left, "link", links);
    addLeft(left, "prog", programs);
    addLeft(left, "map", maps);
    return left;
  }

  private void addProgram(List<Item> found) {
    for (Item program : found) {
      programs.add(program.id);
      if (program.maps != null) {
        maps.addAll(program.maps);
      }
    }
  }

  private static void addLeft(List<String> left, String kind, Set<Integer> ids)
      throws IOException, InterruptedException {
    for (Integer id : ids) {
      if (!show(kind, "id", id.toString()).isEmpty()) {
        left.add(kind + " " + id);
      }
    }
  }

  /** What bpftool shows of one object; nothing when there is none of that kind. */
  private static List<Item> show(String kind, String how, String which)
      throws IOException, InterruptedException {
    Command command = Command.run("bpftool", "-j", kind, "show", how, which);
    if (!command.ok()) {
      return List.of();
    }
    String json = command.out().strip();
    return json.startsWith("[")
        ? List.of(Wire.read(json, Item[].class))
        : List.of(Wire.read(json, Item.class));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> !Files.isDirectory(path)).sorted().toList();
    }
  }
}
