package dev.weir.libbpf.live;

import com.sun.jna.Pointer;
import dev.weir.hook.HookException;
import dev.weir.libbpf.MappedMemory;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.Errno;
import dev.weir.libbpf.sys.Libc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A map's pages through a direct buffer, so that a load costs no native call. Owned by its map,
 * which unmaps it; nobody else holds the buffer.
 */
final class MappedPages implements MappedMemory {

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private static final String CLOSED = "the map has been closed";

  private static final int READ_WRITE = 3;
  private static final int SHARED = 1;

  private final Pointer address;
  private final int size;
  private volatile @Nullable ByteBuffer buffer;
  private volatile @Nullable LongBuffer longs;

  private MappedPages(Pointer address, int size) {
    this.address = address;
    this.size = size;
    ByteBuffer pages = address.getByteBuffer(0, size).order(ByteOrder.nativeOrder());
    this.buffer = pages;
    this.longs = pages.asLongBuffer();
  }

  static MappedPages map(String name, int fd, int size) throws HookException {
    Pointer address = Libc.mmap(null, size, READ_WRITE, SHARED, fd, 0);
    if (Bpf.failed(address)) {
      throw Refusals.of("mmap map " + name + " (" + size + " bytes)", Errno.last());
    }
    return new MappedPages(address, size);
  }

  void unmap() {
    if (buffer != null) {
      buffer = null;
      longs = null;
      Libc.munmap(address, size);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long getLong(int offset) {
    return (long) LONGS.getAcquire(pages(), offset);
  }

  @Override
  public void getLongs(int offset, long[] into, int count) {
    LongBuffer longs = this.longs;
    if (longs == null) {
      throw new IllegalStateException(CLOSED);
    }
    if (offset % Long.BYTES != 0) {
      throw new IllegalStateException("offset " + offset + " is not a multiple of 8");
    }
    longs.get(offset / Long.BYTES, into, 0, count);
  }

  @Override
  public void setLong(int offset, long value) {
    LONGS.setRelease(pages(), offset, value);
  }

  @Override
  public int getInt(int offset) {
    return (int) INTS.getAcquire(pages(), offset);
  }

  @Override
  public void setInt(int offset, int value) {
    INTS.setRelease(pages(), offset, value);
  }

  @Override
  public void clear(int offset, int bytes) {
    put(offset, new byte[bytes]);
  }

  @Override
  public void put(int offset, byte[] bytes) {
    pages().put(offset, bytes);
  }

  @Override
  public void get(int offset, byte[] bytes) {
    pages().get(offset, bytes);
  }

  private ByteBuffer pages() {
    ByteBuffer pages = buffer;
    if (pages == null) {
      throw new IllegalStateException(CLOSED);
    }
    return pages;
  }
}
