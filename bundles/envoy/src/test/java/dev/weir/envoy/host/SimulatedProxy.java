package dev.weir.envoy.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * A proxy with one rule of a second, as its filters and its service behave: 500 ms buckets, a share
 * that is looked at ten times a second, and that grows old.
 */
final class SimulatedProxy {

  private static final long NANOS_PER_MS = 1_000_000;
  private static final long BUCKET_MS = 500;
  private static final long LOOK_MS = 95;

  private final long epoch;
  private final String id;
  private final String resource;
  private final double threshold;
  private final Map<Long, Double> passes = new HashMap<>();
  private ByteBuffer table = ByteBuffer.allocate(0);
  private long confirmedMs;
  private long known;
  private long passed;
  private long blocked;
  private double allowed;
  private long lookedMs = Long.MIN_VALUE / 2;

  /** One that has heard nothing and counts by itself. */
  SimulatedProxy(long epoch, String id, String resource, double threshold) {
    this.epoch = epoch;
    this.id = id;
    this.resource = resource;
    this.threshold = threshold;
    this.allowed = threshold;
  }

  /** What it reports. */
  Report report(long nowMs) throws IOException {
    boolean inForce = table.limit() > 0 && nowMs - confirmedMs < Quotas.SILENT_MS;
    byte[] written =
        Written.report(
            epoch,
            nowMs * NANOS_PER_MS,
            known,
            known == 0,
            inForce ? table.getLong(0) : 0,
            table.limit() > 0 ? table.getDouble(8) : 0,
            Written.page(3, Written.record(resource, passed, blocked)));
    Report report = Report.read(written);
    if (report == null) {
      throw new IOException("nothing was written");
    }
    return report;
  }

  /** Takes an answer. */
  void answered(Shares shares, long daemon, long nowMs) {
    known = daemon;
    boolean newer = table.limit() == 0 || shares.version() > table.getLong(0);
    if (shares.table().length > 0) {
      if (newer || nowMs - confirmedMs >= Quotas.SILENT_MS) {
        table = ByteBuffer.wrap(shares.table()).order(ByteOrder.LITTLE_ENDIAN);
        confirmedMs = nowMs;
      } else if (shares.version() == table.getLong(0)) {
        confirmedMs = nowMs;
      }
    } else if (!newer && shares.version() == table.getLong(0)) {
      confirmedMs = nowMs;
    }
  }

  /** So many calls come now. */
  void calls(int count, long nowMs) {
    if (nowMs - lookedMs >= LOOK_MS) {
      lookedMs = nowMs;
      allowed = part(nowMs - confirmedMs) * threshold;
    }
    for (int i = 0; i < count; i++) {
      if (window(nowMs) + 1 > allowed) {
        blocked++;
      } else {
        passed++;
        passes.merge(nowMs / BUCKET_MS, 1.0, Double::sum);
      }
    }
  }

  private double part(long ageMs) {
    if (table.limit() == 0) {
      return 1;
    }
    double even = table.getDouble(8);
    for (int at = Shares.HEAD; at < table.limit(); at += Shares.RECORD) {
      if (table.getInt(at) == id.hashCode() && ageMs < 2 * Quotas.SILENT_MS) {
        double part = table.getDouble(at + 4);
        return ageMs < Quotas.SILENT_MS ? part : Math.min(part, even);
      }
    }
    return even;
  }

  /** What was let through in the two buckets that end with this moment's. */
  double window(long nowMs) {
    long bucket = nowMs / BUCKET_MS;
    return passes.getOrDefault(bucket, 0.0) + passes.getOrDefault(bucket - 1, 0.0);
  }

  /** The part of the threshold that it takes now. */
  double allowed() {
    return allowed;
  }
}
