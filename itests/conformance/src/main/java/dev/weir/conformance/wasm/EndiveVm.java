package dev.weir.conformance.wasm;

import run.endive.runtime.Instance;
import run.endive.wasm.Parser;

/** Endive's interpreter. */
final class EndiveVm implements Vm {

  private final Instance instance;

  EndiveVm(byte[] module) {
    instance = Instance.builder(Parser.parse(module)).withStart(false).build();
    instance.export("_start").apply();
  }

  @Override
  public byte[] run(byte[] script) {
    instance.memory().write(Op.INPUT, script);
    int length = (int) instance.export("proxy_on_tick").apply(1)[0];
    return instance.memory().readBytes(Op.OUTPUT, length);
  }

  @Override
  public void close() {}
}
