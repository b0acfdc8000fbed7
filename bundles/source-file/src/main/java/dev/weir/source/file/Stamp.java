package dev.weir.source.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param file the file itself, however it is named: device and inode
 * @param size in bytes
 * @param modified when its content was last written
 */
record Stamp(Object file, long size, FileTime modified) {

  /**
   * The stamp of what {@code path} leads to.
   *
   * @throws java.nio.file.NoSuchFileException when it leads nowhere
   * @throws FileSystemException when it leads to a pipe or a device, which may never end
   */
  static Stamp of(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(path.toString(), null, "it is no regular file");
    }
    Object key = attributes.fileKey();
    return new Stamp(
        key == null ? path.toRealPath() : key, attributes.size(), attributes.lastModifiedTime());
  }

  boolean isSameFile(Stamp other) {
    return Objects.equals(file, other.file);
  }
}
