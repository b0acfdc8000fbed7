package dev.weir.dropin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.VethPair;
import java.io.File;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as they fall into the folder, up to programs in the kernel. */
@KernelTest
class DropInIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-dropin");
  private static final Path SOURCE = Path.of("src/test/bpf/pass.bpf.c");

  @TempDir private Path folder;
  private final LibbpfKernel kernel = new LibbpfKernel(PINS);
  private final BpfTransformer transformer = new BpfTransformer(kernel);
  private String source;

  @BeforeEach
  void read() throws Exception {
    source = Files.readString(SOURCE);
  }

  @Test
  void source_dropped_becomesABundleOfItsObject() throws Exception {
    File jar = transformer.transform(drop("pass.bpf.c", source), folder.toFile());

    try (JarFile bundle = new JarFile(jar)) {
      var main = bundle.getManifest().getMainAttributes();
      assertThat(main.getValue("Bundle-SymbolicName")).isEqualTo("weir.bpf.pass");
      assertThat(main.getValue(ObjectBundle.HEADER)).isEqualTo("pass");
      byte[] object = bundle.getInputStream(bundle.getEntry(ObjectBundle.ENTRY)).readAllBytes();
      assertThat(DroppedObject.read("pass", object).programs()).hasSize(1);
    }
    assertThat(transformer.canHandle(new File("x.jar"))).isFalse();
  }

  @Test
  void hook_ofADroppedSource_runsWhereItsSectionSays() throws Exception {
    DroppedObject object = BpfTransformer.read(drop("pass.bpf.c", source).toPath());
    try (VethPair veth = VethPair.create()) {
      DroppedHook hook = new DroppedHook(object, "1", veth.name(), Map.of("step", 3L), kernel);
      Attachment attachment = hook.attach(hook.spec().point());
      try {
        assertThat(attachment.status().detail()).isEqualTo("tcx on " + veth.name());
        assertThat(attachment.status().facts()).containsEntry("maps", "seen");
        Attachment out = hook.attach(veth.name() + " egress");
        attachment.release();
        attachment = out;
        assertThat(attachment.status().facts()).containsEntry("type", "tcx_egress");
      } finally {
        attachment.detach();
      }
      assertThat(PINS).doesNotExist();
    }
  }

  @Test
  void exampleFile_closesItsPortsAndNoOthers() throws Exception {
    Path example = Path.of("../../docs/examples/closed-ports/closed-ports.bpf.c");
    closesItsPorts(Files.readString(example));
  }

  @Test
  void exampleAsTheDocumentPrintsIt_closesItsPortsAndNoOthers() throws Exception {
    String document = Files.readString(Path.of("../../docs/new-hook.md"));
    String fence = "```c\n";
    int start = document.indexOf(fence) + fence.length();
    closesItsPorts(document.substring(start, document.indexOf("```", start)));
  }

  private void closesItsPorts(String program) throws Exception {
    File file = drop("closed-ports.bpf.c", program);
    assertThat(transformer.transform(file, folder.toFile())).exists();
    DroppedObject object = BpfTransformer.read(file.toPath());
    try (ServerSocketChannel inside = listen();
        ServerSocketChannel outside = listen()) {
      long port = ((InetSocketAddress) inside.getLocalAddress()).getPort();
      Map<String, Long> range = Map.of("first_port", port, "last_port", port);
      Attachment attachment = new DroppedHook(object, "1", "lo", range, kernel).attach("/");
      try {
        assertThatThrownBy(() -> SocketChannel.open(inside.getLocalAddress()))
            .isInstanceOf(ConnectException.class);
        SocketChannel.open(outside.getLocalAddress()).close();
      } finally {
        attachment.detach();
      }
      SocketChannel.open(inside.getLocalAddress()).close();
    }
    assertThat(PINS).doesNotExist();
  }

  @Test
  void hooks_thatHandOn_shareTheInterfacesXdp() throws Exception {
    String chained =
        source
            .replace("#include <linux/bpf.h>", "#include \"weir/chain.h\"")
            .replace("SEC(\"tc\")", "SEC(\"xdp\")")
            .replace("struct __sk_buff *skb", "struct xdp_md *skb")
            .replace("return -1;", "return pass_on(skb);");
    DroppedObject one = BpfTransformer.read(drop("one.bpf.c", chained).toPath());
    DroppedObject two = BpfTransformer.read(drop("two.bpf.c", chained).toPath());
    try (VethPair veth = VethPair.create()) {
      Attachment first =
          new DroppedHook(one, "1", veth.name(), Map.of(), kernel).attach(veth.name());
      Attachment second =
          new DroppedHook(two, "1", veth.name(), Map.of(), kernel).attach(veth.name());
      assertThat(first.status().facts()).containsEntry("order", "-one-, two");
      second.detach();
      first.detach();
    }
    assertThat(PINS).doesNotExist();
  }

  @Test
  void hook_ofATracepoint_isAttachedToIt() throws Exception {
    String traced =
        source
            .replace("SEC(\"tc\")", "SEC(\"tp_btf/tcp_retransmit_skb\")")
            .replace("struct __sk_buff *skb", "unsigned long long *skb");
    DroppedObject object = BpfTransformer.read(drop("pass.bpf.c", traced).toPath());
    Attachment attachment = new DroppedHook(object, "1", "lo", Map.of(), kernel).attach("/");
    try {
      assertThat(attachment.status().live()).isTrue();
      assertThat(attachment.status().facts()).containsEntry("type", "tracepoint");
    } finally {
      attachment.detach();
    }
    assertThat(PINS).doesNotExist();
  }

  private static ServerSocketChannel listen() throws Exception {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @Test
  void source_withAnError_isRefusedWithItsLine() throws Exception {
    File broken = drop("pass.bpf.c", source.replace("return -1;", "return nothing;"));

    assertThatThrownBy(() -> transformer.transform(broken, folder.toFile()))
        .isInstanceOf(HookException.class)
        .hasMessageContaining("refuses pass.bpf.c")
        .hasMessageContaining("pass.bpf.c:24:9: error: use of undeclared identifier 'nothing'");
  }

  @Test
  void program_thatTheVerifierRefuses_isRefusedWithItsLine() throws Exception {
    String wild = source.replace("return -1;", "return *(int *)(long)skb->data;");

    assertThatThrownBy(() -> transformer.transform(drop("wild.bpf.c", wild), folder.toFile()))
        .isInstanceOf(HookException.class)
        .hasMessageContaining("the kernel's verifier refuses wild")
        .hasMessageContaining("skb->data");
  }

  @Test
  void program_ofAnUnknownSection_isRefusedWithThoseThatAreKnown() throws Exception {
    String traced = source.replace("SEC(\"tc\")", "SEC(\"kprobe/nothing\")");

    assertThatThrownBy(() -> transformer.transform(drop("traced.bpf.c", traced), folder.toFile()))
        .hasMessageContaining("program pass is in section \"kprobe/nothing\"")
        .hasMessageContaining("sk_lookup, sockops, tc, xdp");
  }

  @Test
  void object_cutAnywhere_isRefusedAndNothingElseHappens() throws Exception {
    byte[] whole = Compiler.compile(drop("pass.bpf.c", source).toPath());
    for (int length = 0; length < whole.length; length += 97) {
      Path cut = folder.resolve("cut.bpf.o");
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> transformer.transform(cut.toFile(), folder.toFile()))
          .as("%d bytes", length)
          .isInstanceOf(HookException.class);
    }
    assertThat(folder.resolve("cut.bpf.jar")).doesNotExist();
  }

  @Test
  void object_ofAnotherMachine_isRefused() throws Exception {
    byte[] object = Compiler.compile(drop("pass.bpf.c", source).toPath());
    object[18] = 62;
    Path file = folder.resolve("native.bpf.o");
    Files.write(file, object);

    assertThatThrownBy(() -> transformer.transform(file.toFile(), folder.toFile()))
        .hasMessage(
            "native is compiled for machine 62, not for BPF (247): compile it with clang -target"
                + " bpf");
  }

  @Test
  void objects_aHundredAtOnce_areAllTaken() throws Exception {
    byte[] object = Compiler.compile(drop("pass.bpf.c", source).toPath());
    for (int i = 0; i < 100; i++) {
      Path file = folder.resolve("n" + i + ".bpf.o");
      Files.write(file, object);
      assertThat(transformer.transform(file.toFile(), folder.toFile())).exists();
    }
  }

  private File drop(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toFile();
  }
}
