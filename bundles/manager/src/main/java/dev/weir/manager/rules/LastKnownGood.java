package dev.weir.manager.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.hook.Document;
import dev.weir.manager.rules.Memory.PastText;
import dev.weir.manager.rules.Memory.PinnedText;
import dev.weir.manager.rules.Memory.Remembered;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with which a daemon starts when every store is down: of each source the last good text
 * of each document, and of a set that was rolled back to the same; with a checksum, replaced as a
 * whole. Beside it, in a file of its own, are the {@link PastSets}: when they cannot be read, the
 * rules are in force all the same.
 *
 * <p>Layout, in a {@link SealedFile}: sources: their count, for each its name, precedence, count of
 * documents, for each its name and its text in UTF-8 with its length before it; whether there is a
 * pin, its revision, its time, its sources.
 */
public final class LastKnownGood {

  private static final Logger LOG = LoggerFactory.getLogger(LastKnownGood.class);
  private static final String MAGIC = "weir last known good 2";

  /** Added to the file's name: the sets before. */
  private static final String PAST = ".revisions";

  private final SealedFile sealed;
  private final PastSets past;
  private long savedRevision = -1;

  public LastKnownGood(Path file) {
    this.sealed = new SealedFile(file, MAGIC);
    this.past = new PastSets(file.resolveSibling(file.getFileName() + PAST));
  }

  /** Where it is kept. */
  public Path file() {
    return sealed.path();
  }

  /** Replaces the file; the old one stays when that fails. */
  public void save(Memory memory) throws IOException {
    List<Remembered> held = memory.pin().map(PinnedText::sources).orElse(List.of());
    long size =
        Stream.concat(memory.sources().stream(), held.stream())
            .flatMap(source -> source.documents().stream())
            .mapToLong(document -> 3L * document.text().length())
            .sum();
    if (size > SealedFile.MAX_BYTES) {
      throw new IOException("the rules have more than " + SealedFile.MAX_BYTES + " bytes");
    }
    sealed.save(out -> write(out, memory));
    List<PastText> sets = memory.past();
    if (!sets.isEmpty() && sets.get(sets.size() - 1).revision() != savedRevision) {
      past.save(sets);
      savedRevision = sets.get(sets.size() - 1).revision();
    }
  }

  private static void write(DataOutputStream out, Memory memory) throws IOException {
    write(out, memory.sources());
    out.writeBoolean(memory.pin().isPresent());
    if (memory.pin().isPresent()) {
      PinnedText pin = memory.pin().get();
      out.writeLong(pin.revision());
      out.writeLong(pin.since());
      write(out, pin.sources());
    }
  }

  private static void write(DataOutputStream out, List<Remembered> sources) throws IOException {
    out.writeInt(sources.size());
    for (Remembered source : sources) {
      out.writeUTF(source.source());
      out.writeInt(source.precedence());
      out.writeInt(source.documents().size());
      for (Document document : source.documents()) {
        byte[] text = document.text().getBytes(UTF_8);
        out.writeUTF(document.name());
        out.writeInt(text.length);
        out.write(text);
      }
    }
  }

  /**
   * Reads the files; nothing where there is none.
   *
   * @throws IOException when that of the last good rules cannot be read or is not whole
   */
  public Memory load() throws IOException {
    Optional<DataInputStream> whole = sealed.open();
    if (whole.isEmpty()) {
      return new Memory(List.of(), Optional.empty(), past());
    }
    DataInputStream in = whole.get();
    List<Remembered> sources = sources(in);
    Optional<PinnedText> pin =
        in.readBoolean()
            ? Optional.of(new PinnedText(in.readLong(), in.readLong(), sources(in)))
            : Optional.empty();
    return new Memory(sources, pin, past());
  }

  private List<PastText> past() {
    try {
      return past.load();
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      LOG.warn("the sets before this start are not known: {}", e.toString());
      return List.of();
    }
  }

  private static List<Remembered> sources(DataInputStream in) throws IOException {
    List<Remembered> sources = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      String name = in.readUTF();
      int precedence = in.readInt();
      List<Document> documents = new ArrayList<>();
      for (int d = in.readInt(); d > 0; d--) {
        String document = in.readUTF();
        documents.add(new Document(document, new String(in.readNBytes(in.readInt()), UTF_8)));
      }
      sources.add(new Remembered(name, precedence, documents));
    }
    return sources;
  }
}
