package dev.weir.manager.rules;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A file that is whole or not there: its first words say what it is, its last eight bytes are the
 * CRC-32C of all before them, and it is replaced at once.
 *
 * @param path where it is
 * @param magic its first words
 */
record SealedFile(Path path, String magic) {

  /** Largest file, in bytes; what would be larger is not kept. */
  static final long MAX_BYTES = 256L * 1024 * 1024;

  /** Writes what the file has between its first words and its end. */
  interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  /** Replaces the file; the old one stays when that fails. */
  void save(Body body) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path next = path.resolveSibling(path.getFileName() + ".next");
    CRC32C sum = new CRC32C();
    try (DataOutputStream out =
        new DataOutputStream(
            new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(next)), sum))) {
      out.writeUTF(magic);
      body.write(out);
      out.flush();
      out.writeLong(sum.getValue());
    }
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * What is between the first words and the end; empty where there is no file.
   *
   * @throws IOException when it cannot be read or is not whole
   */
  Optional<DataInputStream> open() throws IOException {
    byte[] bytes;
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new IOException(path + ": has more than " + MAX_BYTES + " bytes");
      }
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    int end = bytes.length - Long.BYTES;
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, Math.max(0, end));
    if (end < 0 || sum.getValue() != ByteBuffer.wrap(bytes, end, Long.BYTES).getLong()) {
      throw new IOException(path + ": is not whole (checksum)");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
    if (!in.readUTF().equals(magic)) {
      throw new IOException(path + ": was written by another version");
    }
    return Optional.of(in);
  }
}
