package dev.weir.libbpf.live;

import com.sun.jna.Memory;
import dev.weir.hook.HookException;
import dev.weir.libbpf.BpfMap;
import dev.weir.libbpf.MapLayout;
import dev.weir.libbpf.MappedMemory;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.Errno;
import dev.weir.libbpf.sys.Libbpf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A map by its descriptor, which belongs to libbpf's object. Its mapping is its own. */
final class LibbpfMap implements BpfMap {

  /** Entries per system call: at 16384 an entry costs 0.3 µs, at 64 0.5. */
  private static final int MAX_BATCH = 16_384;

  private final String name;
  private final int fd;
  private final MapLayout layout;
  private final int valueBytes;
  private @Nullable MappedPages pages;
  private @Nullable Batch batch;
  private boolean closed;

  /** Native buffers of {@link #forEach}, kept from one call to the next. */
  private record Batch(
      int entries,
      Memory next,
      Memory count,
      Memory keys,
      Memory values,
      ByteBuffer keyView,
      ByteBuffer valueView) {}

  LibbpfMap(String name, int fd, MapLayout layout, int cpus) {
    this.name = name;
    this.fd = fd;
    this.layout = layout;
    int rounded = (layout.valueSize() + 7) & ~7;
    this.valueBytes = layout.perCpu() ? Math.multiplyExact(rounded, cpus) : layout.valueSize();
  }

  int fd() {
    return fd;
  }

  @Override
  public MapLayout layout() {
    return layout;
  }

  @Override
  public int valueBytes() {
    return valueBytes;
  }

  @Override
  public synchronized MappedMemory mmap() throws HookException {
    checkOpen();
    MappedPages mapped = pages;
    if (mapped == null) {
      int size = Math.multiplyExact((layout.valueSize() + 7) & ~7, layout.entries());
      mapped = MappedPages.map(name, fd, size);
      pages = mapped;
    }
    return mapped;
  }

  @Override
  public synchronized void update(byte[] key, byte[] value) throws HookException {
    checkOpen();
    checkSize("key", key, layout.keySize());
    checkSize("value", value, valueBytes);
    try (Memory k = Bpf.copy(key);
        Memory v = Bpf.copy(value)) {
      Refusals.check("update map " + name, Libbpf.bpf_map_update_elem(fd, k, v, 0));
    }
  }

  @Override
  public synchronized boolean lookup(byte[] key, byte[] value) throws HookException {
    checkOpen();
    checkSize("key", key, layout.keySize());
    checkSize("value", value, valueBytes);
    try (Memory k = Bpf.copy(key);
        Memory v = Bpf.zeroed(valueBytes)) {
      int rc = Libbpf.bpf_map_lookup_elem(fd, k, v);
      if (rc == -Errno.ENOENT) {
        return false;
      }
      Refusals.check("look up in map " + name, rc);
      v.read(0, value, 0, valueBytes);
      return true;
    }
  }

  @Override
  public synchronized boolean delete(byte[] key) throws HookException {
    checkOpen();
    checkSize("key", key, layout.keySize());
    try (Memory k = Bpf.copy(key)) {
      int rc = Libbpf.bpf_map_delete_elem(fd, k);
      if (rc == -Errno.ENOENT) {
        return false;
      }
      Refusals.check("delete from map " + name, rc);
      return true;
    }
  }

  @Override
  public synchronized void forEach(EntryReader reader) throws HookException {
    checkOpen();
    Batch buffers = batch;
    if (buffers == null) {
      buffers = newBatch();
      batch = buffers;
    }
    boolean more = true;
    for (boolean first = true; more; first = false) {
      buffers.count.setInt(0, buffers.entries);
      int rc =
          Libbpf.bpf_map_lookup_batch(
              fd,
              first ? null : buffers.next,
              buffers.next,
              buffers.keys,
              buffers.values,
              buffers.count,
              null);
      more = rc >= 0;
      if (rc < 0 && rc != -Errno.ENOENT) {
        throw Refusals.of("read map " + name + " in batches", -rc);
      }
      visit(buffers, buffers.count.getInt(0), reader);
    }
  }

  synchronized void close() {
    closed = true;
    if (pages != null) {
      pages.unmap();
    }
    if (batch != null) {
      batch.next.close();
      batch.count.close();
      batch.keys.close();
      batch.values.close();
    }
    pages = null;
    batch = null;
  }

  private void visit(Batch buffers, int count, EntryReader reader) {
    ByteBuffer keys = buffers.keyView;
    ByteBuffer values = buffers.valueView;
    for (int i = 0; i < count; i++) {
      keys.limit((i + 1) * layout.keySize()).position(i * layout.keySize());
      values.limit((i + 1) * valueBytes).position(i * valueBytes);
      reader.entry(
          keys.slice().order(ByteOrder.nativeOrder()),
          values.slice().order(ByteOrder.nativeOrder()));
    }
  }

  private Batch newBatch() {
    int entries = Math.min(layout.entries(), MAX_BATCH);
    long keyBytes = Math.multiplyExact((long) entries, layout.keySize());
    long bytes = Math.multiplyExact((long) entries, valueBytes);
    Memory keys = Bpf.zeroed(keyBytes);
    Memory values = Bpf.zeroed(bytes);
    return new Batch(
        entries,
        Bpf.zeroed(Math.max(8, layout.keySize())),
        Bpf.zeroed(4),
        keys,
        values,
        keys.getByteBuffer(0, keyBytes),
        values.getByteBuffer(0, bytes));
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("map " + name + " has been closed");
    }
  }

  private void checkSize(String what, byte[] bytes, int size) {
    if (bytes.length != size) {
      throw new IllegalArgumentException(
          what + " of map " + name + " has " + size + " bytes, was given " + bytes.length);
    }
  }
}
