package dev.weir.envoy.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A proxy that shares thresholds with others, and what it was told last. For one thread. */
final class Sharer {

  private final double brought;
  private List<Holding> holdings = List.of();
  private Shares told = new Shares(0, new byte[0]);
  private double even;
  private long heardNanos;
  private long deafNanos;
  private boolean gone;
  private boolean stale = true;

  /**
   * One that was told nothing here.
   *
   * @param brought the part that another daemon has told it to take by itself; 0 for none
   */
  Sharer(double brought) {
    this.brought = brought;
  }

  /** Whether another daemon has told it its shares, and this one has not yet. */
  boolean isStranger() {
    return brought > 0 && told.version() == 0;
  }

  /** What it takes by itself at most, as a part of a threshold. */
  double uses() {
    return told.version() == 0 ? brought : even;
  }

  /** The part that it was told to take by itself; 0 for none. */
  double even() {
    return even;
  }

  Holding holding(int place) {
    return holdings.get(place);
  }

  List<Holding> holdings() {
    return holdings;
  }

  /** Other rules are divided. */
  void holdings(List<Holding> next) {
    holdings = next;
    stale = true;
  }

  /** It was heard. */
  void heard(long nanos) {
    heardNanos = nanos;
    deafNanos = 0;
    gone = false;
  }

  /** Since it was heard nobody was, for so long: it may have spoken. */
  void unheard(long nanos) {
    deafNanos += nanos;
  }

  /** For how long it was not heard. */
  long silentNanos(long now) {
    return now - heardNanos;
  }

  /** For how long it was not heard while others were. */
  long missingNanos(long now) {
    return now - heardNanos - deafNanos;
  }

  boolean isGone() {
    return gone;
  }

  /** It was silent for too long, and its shares are others'. */
  void gone() {
    gone = true;
    holdings.forEach(Holding::gone);
  }

  /** Whether what it was told last is in force there. */
  boolean hasTakenUp(Report report) {
    return report.shares() == told.version();
  }

  /** What it was told last. */
  Shares told() {
    return told;
  }

  /** Whether it is to be told anew, whatever its shares are. */
  boolean isStale(double nextEven) {
    return stale || even != nextEven;
  }

  /** It is told what it has now. */
  Shares tell(long version, double nextEven, List<Quota> quotas) {
    even = nextEven;
    stale = false;
    ByteBuffer table =
        ByteBuffer.allocate(Shares.HEAD + Shares.RECORD * quotas.size())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(version)
            .putDouble(even);
    for (Quota quota : quotas) {
      table.putInt(quota.key()).putDouble(quota.part(this));
    }
    told = new Shares(version, table.array());
    return told;
  }
}
