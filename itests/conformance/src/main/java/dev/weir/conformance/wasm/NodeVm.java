package dev.weir.conformance.wasm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The V8 of the Node that {@code WEIR_NODE} names, 22 or later; a process of its own. */
final class NodeVm implements Vm {

  private final Process process;
  private final DataOutputStream scripts;
  private final DataInputStream answers;

  NodeVm(byte[] module) throws IOException {
    process =
        new ProcessBuilder(
                node().toString(),
                "--input-type=module",
                "-e",
                program(),
                Integer.toString(Op.INPUT),
                Integer.toString(Op.OUTPUT))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    scripts = new DataOutputStream(process.getOutputStream());
    answers = new DataInputStream(process.getInputStream());
    send(module);
  }

  private static Path node() throws IOException {
    String path = System.getenv("WEIR_NODE");
    if (path == null || !Files.isExecutable(Path.of(path))) {
      throw new IOException("name a Node of version 22 or later in WEIR_NODE, was " + path);
    }
    return Path.of(path);
  }

  private static String program() throws IOException {
    try (InputStream in = Objects.requireNonNull(NodeVm.class.getResourceAsStream("vm.mjs"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void send(byte[] bytes) throws IOException {
    scripts.writeInt(bytes.length);
    scripts.write(bytes);
    scripts.flush();
  }

  @Override
  public byte[] run(byte[] script) {
    try {
      send(script);
      return answers.readNBytes(answers.readInt());
    } catch (IOException e) {
      throw new UncheckedIOException("Node ended: the module trapped, or see above", e);
    }
  }

  /** Node ends with its input. */
  @Override
  public void close() {
    try {
      scripts.close();
    } catch (IOException e) {
      process.destroy();
    }
  }
}
