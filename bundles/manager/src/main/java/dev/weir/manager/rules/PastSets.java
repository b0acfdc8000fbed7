package dev.weir.manager.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.hook.Document;
import dev.weir.manager.rules.Memory.PastText;
import dev.weir.manager.rules.Memory.Remembered;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file of the sets before, so that a daemon can go back to what was in force before it began.
 *
 * <p>Layout, in a {@link SealedFile}: the documents of all sets, each once: their count, for each
 * its name and its text in UTF-8 with its length before it; the sets, oldest first: their count,
 * for each its revision, its time, its cause, the count of its sources, for each its name, its
 * precedence, the count of its documents and their places among the documents.
 */
final class PastSets {

  private final SealedFile file;

  PastSets(Path file) {
    this.file = new SealedFile(file, "weir past sets 1");
  }

  /** Replaces the file; the old one stays when that fails. */
  void save(List<PastText> sets) throws IOException {
    Map<Document, Integer> places = new LinkedHashMap<>();
    for (PastText set : sets) {
      for (Remembered source : set.sources()) {
        source.documents().forEach(document -> places.putIfAbsent(document, places.size()));
      }
    }
    file.save(
        out -> {
          out.writeInt(places.size());
          for (Document document : places.keySet()) {
            byte[] text = document.text().getBytes(UTF_8);
            out.writeUTF(document.name());
            out.writeInt(text.length);
            out.write(text);
          }
          out.writeInt(sets.size());
          for (PastText set : sets) {
            write(out, set, places);
          }
        });
  }

  private static void write(DataOutputStream out, PastText set, Map<Document, Integer> places)
      throws IOException {
    out.writeLong(set.revision());
    out.writeLong(set.at());
    out.writeUTF(set.cause());
    out.writeInt(set.sources().size());
    for (Remembered source : set.sources()) {
      out.writeUTF(source.source());
      out.writeInt(source.precedence());
      out.writeInt(source.documents().size());
      for (Document document : source.documents()) {
        out.writeInt(places.getOrDefault(document, 0));
      }
    }
  }

  /**
   * Reads the file, oldest first; nothing where there is none.
   *
   * @throws IOException when it cannot be read or is not whole
   */
  List<PastText> load() throws IOException {
    Optional<DataInputStream> whole = file.open();
    if (whole.isEmpty()) {
      return List.of();
    }
    DataInputStream in = whole.get();
    List<Document> documents = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      String name = in.readUTF();
      documents.add(new Document(name, new String(in.readNBytes(in.readInt()), UTF_8)));
    }
    List<PastText> sets = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      sets.add(new PastText(in.readLong(), in.readLong(), in.readUTF(), sources(in, documents)));
    }
    return sets;
  }

  private static List<Remembered> sources(DataInputStream in, List<Document> documents)
      throws IOException {
    List<Remembered> sources = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      String name = in.readUTF();
      int precedence = in.readInt();
      List<Document> of = new ArrayList<>();
      for (int d = in.readInt(); d > 0; d--) {
        of.add(documents.get(in.readInt()));
      }
      sources.add(new Remembered(name, precedence, of));
    }
    return sources;
  }
}
