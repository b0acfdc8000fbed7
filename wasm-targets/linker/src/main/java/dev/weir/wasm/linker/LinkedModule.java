package dev.weir.wasm.linker;

import java.util.List;

/**
 * A module that Envoy can load.
 *
 * @param code the binary
 * @param imports {@code module.name} of every import, sorted
 * @param exports names of every export, sorted
 */
@SuppressWarnings("ArrayRecordComponent")
public record LinkedModule(byte[] code, List<String> imports, List<String> exports) {}
