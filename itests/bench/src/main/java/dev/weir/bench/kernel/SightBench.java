package dev.weir.bench.kernel;

import dev.weir.bench.Row;
import dev.weir.bench.Settings;
import dev.weir.bench.Suite;
import dev.weir.bench.UnavailableException;
import dev.weir.libbpf.Capabilities;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.libbpf.live.LibbpfKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a program can know at each place in the kernel, by how far it looks, and the price. */
public final class SightBench implements Suite {

  private static final String NAME = "sight";
  private static final int REPEAT = 1_000_000;
  private static final int PORT = 10_080;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "how far a program looks into a packet, at each place in the kernel, and the price";
  }

  @Override
  public List<Row> run(Settings settings) throws Exception {
    LibbpfKernel kernel =
        new LibbpfKernel(Path.of("/sys/fs/bpf", "wb-sight-" + ProcessHandle.current().pid()));
    Capabilities capabilities = kernel.capabilities();
    if (!capabilities.usable()) {
      throw new UnavailableException(capabilities.reason());
    }
    Map<Look, Integer> nanos = packets(kernel);
    byte[] events = Limiter.read(SightBench.class, "/events.bpf.o");
    Map<Look, Integer> measured = new EventLooks(kernel, ObjectSpec.of("events", events)).measure();
    EventLooks.all().forEach(look -> nanos.put(look, measured.getOrDefault(look, 0)));
    if (settings.table().isPresent()) {
      Files.writeString(settings.table().get(), SightPage.of(nanos, capabilities));
    }
    return rows(nanos);
  }

  private static Map<Look, Integer> packets(LibbpfKernel kernel) throws Exception {
    byte[] frame = Frames.http(PORT);
    Rounds rounds = new Rounds();
    Map<Look, Integer> trials = new LinkedHashMap<>();
    try (LoadedObject object =
        kernel.load(ObjectSpec.of("sight", Limiter.read(SightBench.class, "/sight.bpf.o")))) {
      for (Look look : PacketLooks.all()) {
        Rounds.Run run =
            () -> {
              var once = object.testRun(look.program(), frame, REPEAT);
              return new ProgramRun(once.verdict(), once.nanos());
            };
        trials.put(look, rounds.add(look.program(), PacketLooks.verdict(look), run));
      }
      rounds.measure();
    }
    trials.replaceAll((look, trial) -> rounds.nanos(trial));
    return trials;
  }

  private static List<Row> rows(Map<Look, Integer> nanos) {
    List<Row> rows = new ArrayList<>();
    int floor = 0;
    for (Map.Entry<Look, Integer> one : nanos.entrySet()) {
      Look look = one.getKey();
      floor = look.nothing() ? one.getValue() : floor;
      String scenario = look.place() + ", " + look.depth();
      rows.add(Row.of(NAME, scenario, Row.WEIR, "ns", one.getValue()));
      rows.add(Row.of(NAME, scenario, Look.NOTHING, "ns", floor));
    }
    return rows;
  }
}
