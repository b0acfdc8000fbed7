package dev.weir.conformance.wasm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The engine's module in a VM. */
public final class WasmEngine implements AutoCloseable {

  private static final List<String> CAUSES =
      List.of("flow", "circuitBreaker", "hotspot", "isolation", "system");
  private static final int ANSWER = 1 + Long.BYTES;

  private final Vm vm;

  /**
   * What was decided on a call.
   *
   * @param word pass, wait, block, inside when its entry was, refused when it cannot be, or
   *     exception when the engine threw; of a question its answer
   * @param by what blocked, empty otherwise
   * @param waitNanos how long it waits
   */
  public record Answer(String word, String by, long waitNanos) {}

  private WasmEngine(Vm vm) {
    this.vm = vm;
  }

  /** In Endive's interpreter: a small part of the speed of the others. */
  public static WasmEngine interpreted() {
    return new WasmEngine(EndiveVm.interpreted(module()));
  }

  /** In Endive, compiled to bytecode of this JVM. */
  public static WasmEngine inEndive() {
    return new WasmEngine(EndiveVm.compiled(module()));
  }

  /** In the V8 of the Node that {@code WEIR_NODE} names. */
  public static WasmEngine inNode() throws IOException {
    return new WasmEngine(new NodeVm(module()));
  }

  private static byte[] module() {
    try (InputStream in = WasmEngine.class.getResourceAsStream("/weir-conformance.wasm")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("the module cannot be read", e);
    }
  }

  @Override
  public void close() {
    vm.close();
  }

  /** Runs a script; gives an answer for each call that enters and each question. */
  public List<Answer> run(byte[] script) {
    byte[] bytes = vm.run(script);
    ByteBuffer answers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Answer> found = new ArrayList<>(bytes.length / ANSWER);
    while (answers.hasRemaining()) {
      int code = answers.get();
      long number = answers.getLong();
      found.add(code == Op.TEXT ? new Answer(text(answers, number), "", 0) : answer(code, number));
    }
    return found;
  }

  private static String text(ByteBuffer answers, long length) {
    StringBuilder text = new StringBuilder();
    for (long i = 0; i < length; i++) {
      text.append(answers.getChar());
    }
    return text.toString();
  }

  private static Answer answer(int code, long waitNanos) {
    return switch (code) {
      case Op.PASSED -> new Answer("pass", "", 0);
      case Op.WAITS -> new Answer("wait", "", waitNanos);
      case Op.INSIDE -> new Answer("inside", "", 0);
      case Op.REFUSED -> new Answer("refused", "", 0);
      case Op.FAILED -> new Answer("exception", "", 0);
      default -> new Answer("block", CAUSES.get(code - Op.BLOCKED), 0);
    };
  }
}
