package dev.weir.connection.guard;

/**
 * What all rules of a place come to, as {@code struct limit} has it: of several of one kind the
 * lowest holds. The two halves are a word each.
 *
 * @param thresholds of the place in the lower half, of each peer in the upper
 * @param flags which of them mean anything, and whether what is beyond is only counted
 */
record PlaceLimit(long thresholds, long flags) {

  static final PlaceLimit NONE = new PlaceLimit(0, 0);

  private static final long LIMITED = 1;
  private static final long PEERS_LIMITED = flag(Layouts.LIMIT_PEERS_LIMITED);
  private static final long SHADOW = flag(Layouts.LIMIT_SHADOW);
  private static final long HALF = 0xffff_ffffL;

  /**
   * With one more limit.
   *
   * @throws Unfit when one is only to be watched and another is not
   */
  PlaceLimit and(Limit limit) throws Unfit {
    if (flags != 0 && ((flags & SHADOW) != 0) != limit.shadow()) {
      throw new Unfit("another rule of " + limit.resource() + " differs in being a shadow");
    }
    long kind = limit.perPeer() ? PEERS_LIMITED : LIMITED;
    int shift = limit.perPeer() ? Integer.SIZE : 0;
    long most = limit.most();
    if ((flags & kind) != 0) {
      most = Math.min(most, (thresholds >>> shift) & HALF);
    }
    return new PlaceLimit(
        (thresholds & ~(HALF << shift)) | (most << shift),
        flags | kind | (limit.shadow() ? SHADOW : 0));
  }

  /** Flags of a limit with which it refuses everything; those of one that does not refuse stay. */
  static long shut(long flags) {
    boolean refuses = (flags & (LIMITED | PEERS_LIMITED)) != 0 && (flags & SHADOW) == 0;
    return refuses ? flags | flag(Layouts.LIMIT_SHUT) : flags;
  }

  private static long flag(int offset) {
    return 1L << ((offset - Layouts.LIMIT_LIMITED) * Byte.SIZE);
  }
}
