package dev.weir.source.file;

import dev.weir.hook.Document;
import dev.weir.hook.RuleSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that watches a folder and prints what it is told, a line each, until its input ends.
 */
final class Watching {

  private Watching() {}

  /** The folder is the only argument. */
  public static void main(String[] args) throws IOException {
    FileRuleSource source = new FileRuleSource(Path.of(args[0]), 10);
    source.open(
        new RuleSink() {
          @Override
          public void deliver(List<Document> documents) {
            StringBuilder line = new StringBuilder("has");
            for (Document document : documents) {
              Path name = Path.of(document.name()).getFileName();
              line.append(' ').append(name).append('=').append(document.text());
            }
            System.out.println(line);
          }

          @Override
          public void unreachable(String reason) {
            System.out.println("fault " + reason);
          }
        });
    while (System.in.read() >= 0) {
      // goes on
    }
    source.close();
  }
}
