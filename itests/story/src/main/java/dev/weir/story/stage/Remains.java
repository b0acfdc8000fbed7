package dev.weir.story.stage;

import dev.weir.story.traffic.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What must be gone when a Weir has been taken down; noted while it runs.
 *
 * @param interfaceName of its sample network
 * @param kernel its objects in the kernel
 * @param listening addresses at which it listens
 */
public record Remains(String interfaceName, KernelObjects kernel, List<Target> listening) {

  private static final Path PINS = Path.of("/sys/fs/bpf/weir");
  private static final int CONNECT_MS = 1_000;

  /** Notes what is there now. */
  public static Remains expect(Stage stage) throws IOException, InterruptedException {
    WeirStatus status = stage.status();
    List<Target> listening = new ArrayList<>();
    for (String at : List.of(status.envoy().http(), status.envoy().admin(), status.upstream())) {
      listening.add(Target.parse(at));
    }
    listening.add(new Target("127.0.0.1", status.karaf().ssh(), ""));
    return new Remains(status.interfaceName(), KernelObjects.below(PINS), listening);
  }

  /** What is still there, each in words. */
  public List<String> left() throws IOException, InterruptedException {
    List<String> left = new ArrayList<>(kernel.left());
    if (Files.exists(PINS)) {
      left.add("folder " + PINS);
    }
    left.addAll(SampleNetwork.left(interfaceName));
    for (Target target : listening) {
      if (listens(target)) {
        left.add("listener " + target);
      }
    }
    return left;
  }

  private static boolean listens(Target target) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
