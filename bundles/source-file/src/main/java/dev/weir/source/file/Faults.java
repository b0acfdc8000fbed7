package dev.weir.source.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Errors of the file system in words that say what to do. */
final class Faults {

  private Faults() {}

  static String of(Path path, IOException e) {
    if (e instanceof AccessDeniedException) {
      return path + ": permission denied: let the user that Weir runs as read it";
    }
    if (e instanceof NoSuchFileException) {
      return path + ": is not there: create it, or set folder in dev.weir.source.file";
    }
    if (e instanceof NotDirectoryException) {
      return path + ": must be a folder: remove it, or set folder in dev.weir.source.file";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return path + ": cannot be read: " + (reason == null ? e.toString() : reason);
  }
}
