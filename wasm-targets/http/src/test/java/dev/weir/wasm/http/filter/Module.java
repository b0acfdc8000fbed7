package dev.weir.wasm.http.filter;

import dev.weir.wasm.host.EndiveVm;
import dev.weir.wasm.host.MockProxy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** The module that the bundle carries, parsed once. */
final class Module {

  private static final WasmModule MODULE = parse();

  private Module() {}

  /** A new VM in a worker of the proxy. */
  static EndiveVm start(MockProxy proxy) {
    return new EndiveVm(MODULE, proxy);
  }

  private static WasmModule parse() {
    try (InputStream stream = Module.class.getResourceAsStream("/weir-http.wasm")) {
      return Parser.parse(Objects.requireNonNull(stream).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
