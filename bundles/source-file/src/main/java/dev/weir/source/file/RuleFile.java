package dev.weir.source.file;

import dev.weir.hook.Document;
import dev.weir.source.file.Settle.Now;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file of the folder: the last text that was whole, and what stands against a newer one. */
final class RuleFile {

  /**
   * Coarsest clock of a file system in use, in milliseconds (FAT): a younger file is read again.
   */
  private static final long COARSE_MS = 2_000;

  /** How the text of a file is read; on a network's file system that may take long. */
  interface Reading {
    String read(Path path) throws IOException, Text.RefusedException;
  }

  private final Path path;
  private final Settle settle;
  private final Reading reading;
  private @Nullable String text;
  private @Nullable Stamp read;
  private boolean young;
  private @Nullable Stamp seen;
  private long seenAt;
  private boolean rewritten;
  private boolean missing;
  private String fault = "";

  RuleFile(Path path, Settle settle) {
    this(path, settle, Text::read);
  }

  RuleFile(Path path, Settle settle, Reading reading) {
    this.path = path;
    this.settle = settle;
    this.reading = reading;
  }

  /**
   * Looks at the file and reads it if it rests.
   *
   * @return milliseconds after which to look again; 0 when all is said
   */
  long look(Now now) {
    try {
      Stamp stamp = Stamp.of(path);
      long rest = stamp.equals(seen) && !missing ? restOf(stamp, now) : changed(stamp, now);
      if (rest > 0) {
        return rest;
      }
      return young || !stamp.equals(read) ? read(stamp, now) : 0;
    } catch (NoSuchFileException e) {
      return gone(now);
    } catch (IOException e) {
      fault = Faults.of(path, e);
      return 0;
    }
  }

  private long changed(Stamp stamp, Now now) {
    rewritten = seen != null && stamp.isSameFile(seen);
    missing = false;
    seen = stamp;
    seenAt = now.nanos();
    return restOf(stamp, now);
  }

  /** Milliseconds that it must still rest; its own clock may say that it has rested before. */
  private long restOf(Stamp stamp, Now now) {
    long due = rewritten ? settle.rewritten() : settle.replaced();
    if (stamp.size() == 0 && text != null && !text.isEmpty()) {
      due = settle.emptied();
    }
    long age = now.epochMillis() - stamp.modified().toMillis();
    return Math.max(0, due - Math.max(age, now.millisSince(seenAt)));
  }

  private long read(Stamp stamp, Now now) throws IOException {
    try {
      String fresh = reading.read(path);
      Stamp after = Stamp.of(path);
      if (!after.equals(stamp)) {
        return Math.max(1, changed(after, now));
      }
      text = fresh.equals(text) ? text : fresh;
      fault = "";
    } catch (Text.RefusedException e) {
      fault = path + ": " + e.getMessage();
    }
    read = stamp;
    young = Math.abs(now.epochMillis() - stamp.modified().toMillis()) < COARSE_MS;
    return 0;
  }

  private long gone(Now now) {
    if (!missing) {
      missing = true;
      seenAt = now.nanos();
    }
    long rest = text == null ? 0 : settle.rewritten() - now.millisSince(seenAt);
    if (rest > 0) {
      return rest;
    }
    text = null;
    fault = "";
    return 0;
  }

  /** Whether there is nothing more to know of it. */
  boolean isGone() {
    return missing && text == null;
  }

  /** Its last whole text. */
  Optional<Document> document() {
    return Optional.ofNullable(text).map(content -> new Document(path.toString(), content));
  }

  /** Why a newer text is not taken; empty when nothing stands against it. */
  String fault() {
    return fault;
  }
}
