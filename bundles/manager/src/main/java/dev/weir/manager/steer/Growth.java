package dev.weir.manager.steer;

/**
 * What a total has grown by from one round to the next. Nothing at first; less than 0 is unknown.
 */
final class Growth {

  private long last = -1;

  long to(long total) {
    long before = last;
    last = total;
    if (total < 0 || before < 0) {
      return 0;
    }
    return total >= before ? total - before : total;
  }
}
