package dev.weir.manager.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.hook.Document;
import dev.weir.manager.rules.Memory.PinnedText;
import dev.weir.manager.rules.Memory.Remembered;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The file with which a daemon starts when every store is down: of each source the last good text
 * of each document, and of a set that was rolled back to the same; with a checksum, replaced as a
 * whole.
 *
 * <p>Layout: {@link #MAGIC}; sources: their count, for each its name, precedence, count of
 * documents, for each its name and its text in UTF-8 with its length before it; whether there is a
 * pin, its revision, its time, its sources; CRC-32C of all before it, as eight bytes.
 */
public final class LastKnownGood {

  private static final String MAGIC = "weir last known good 2";

  /** Largest file, in bytes; what would be larger is not kept. */
  static final long MAX_BYTES = 256L * 1024 * 1024;

  private final Path file;

  public LastKnownGood(Path file) {
    this.file = file;
  }

  /** Where it is kept. */
  public Path file() {
    return file;
  }

  /** Replaces the file; the old one stays when that fails. */
  public void save(Memory memory) throws IOException {
    List<Remembered> held = memory.pin().map(PinnedText::sources).orElse(List.of());
    long size =
        Stream.concat(memory.sources().stream(), held.stream())
            .flatMap(source -> source.documents().stream())
            .mapToLong(document -> 3L * document.text().length())
            .sum();
    if (size > MAX_BYTES) {
      throw new IOException("the rules have more than " + MAX_BYTES + " bytes");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path next = file.resolveSibling(file.getFileName() + ".next");
    CRC32C sum = new CRC32C();
    try (DataOutputStream out =
        new DataOutputStream(
            new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(next)), sum))) {
      write(out, memory);
      out.writeLong(sum.getValue());
    }
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(DataOutputStream out, Memory memory) throws IOException {
    out.writeUTF(MAGIC);
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
   * Reads the file; nothing where there is none.
   *
   * @throws IOException when it cannot be read or is not whole
   */
  public Memory load() throws IOException {
    byte[] bytes;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(file + ": has more than " + MAX_BYTES + " bytes");
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      return Memory.NONE;
    }
    int end = bytes.length - Long.BYTES;
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, Math.max(0, end));
    if (end < 0 || sum.getValue() != new DataInputStream(tail(bytes, end)).readLong()) {
      throw new IOException(file + ": is not whole (checksum)");
    }
    return read(new DataInputStream(new ByteArrayInputStream(bytes, 0, end)));
  }

  private static ByteArrayInputStream tail(byte[] bytes, int from) {
    return new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private Memory read(DataInputStream in) throws IOException {
    if (!in.readUTF().equals(MAGIC)) {
      throw new IOException(file + ": was written by another version");
    }
    List<Remembered> sources = sources(in);
    Optional<PinnedText> pin =
        in.readBoolean()
            ? Optional.of(new PinnedText(in.readLong(), in.readLong(), sources(in)))
            : Optional.empty();
    return new Memory(sources, pin);
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
