package dev.weir.conformance.wasm;

import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** Endive, which runs a module on the JVM. */
final class EndiveVm implements Vm {

  private final Instance instance;

  private EndiveVm(Instance.Builder builder) {
    instance = builder.withStart(false).build();
    instance.export("_start").apply();
  }

  /** Its interpreter: trusts no compiler, some thousand decisions a second. */
  static EndiveVm interpreted(byte[] module) {
    return new EndiveVm(Instance.builder(Parser.parse(BlockTypes.unmistakable(module))));
  }

  /**
   * Its compiler: the module as bytecode of the JVM; what is too long for a method is interpreted.
   */
  static EndiveVm compiled(byte[] module) {
    WasmModule parsed = Parser.parse(BlockTypes.unmistakable(module));
    return new EndiveVm(
        Instance.builder(parsed).withMachineFactory(MachineFactoryCompiler.compile(parsed)));
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
