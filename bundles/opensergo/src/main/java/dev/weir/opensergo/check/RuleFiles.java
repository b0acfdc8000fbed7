package dev.weir.opensergo.check;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads files, and of folders the files that the daemon would read. */
public final class RuleFiles {

  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private RuleFiles() {}

  /**
   * Reads all of them.
   *
   * @param names of files, and of folders
   * @param documents gets what was read
   * @param problems gets what could not be
   */
  public static void read(List<String> names, List<Document> documents, List<Problem> problems) {
    for (String name : names) {
      try {
        Path path = Path.of(name);
        if (Files.isDirectory(path)) {
          try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(RuleFiles::isRead).sorted().toList()) {
              read(file, documents, problems);
            }
          }
        } else {
          read(path, documents, problems);
        }
      } catch (IOException | InvalidPathException e) {
        problems.add(whole(name, "cannot be read: " + reason(e)));
      }
    }
  }

  private static boolean isRead(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && ENDINGS.stream().anyMatch(name::endsWith)
        && Files.isRegularFile(file);
  }

  private static void read(Path file, List<Document> documents, List<Problem> problems) {
    String name = file.toString();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Document.MAX_TEXT + 1);
      if (bytes.length > Document.MAX_TEXT) {
        problems.add(whole(name, "must have at most " + Document.MAX_TEXT + " bytes"));
        return;
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      documents.add(new Document(name, text));
    } catch (CharacterCodingException e) {
      problems.add(whole(name, "is not UTF-8: save it as that"));
    } catch (IOException e) {
      problems.add(whole(name, "cannot be read: " + reason(e)));
    }
  }

  private static String reason(Exception e) {
    return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e);
  }

  private static Problem whole(String document, String message) {
    return new Problem(document, 0, 0, "", message);
  }
}
