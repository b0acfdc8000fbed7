package dev.weir.wasm.linker;

import java.util.List;
import java.util.Map;

/**
 * A module that Envoy can load.
 *
 * @param code the binary
 * @param imports {@code module.name} of every import, sorted
 * @param exports names of every export, sorted
 * @param functions sizes of its functions, largest first
 */
@SuppressWarnings("ArrayRecordComponent")
public record LinkedModule(
    byte[] code, List<String> imports, List<String> exports, List<FunctionSize> functions) {

  /** Bytes of each section, in the binary's order. */
  public Map<String, Integer> sizes() {
    return Sections.sizes(code);
  }

  /** What takes the room, as lines of text, each with a number of bytes. */
  public String listing() {
    return Listing.of(this);
  }
}
