package dev.weir.libbpf.live;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first two numbers of a kernel's release.
 *
 * @param major 6 of 6.18.44
 * @param minor 18 of 6.18.44
 */
record KernelRelease(int major, int minor) implements Comparable<KernelRelease> {

  /** tcx links came with Linux 6.6. */
  static final KernelRelease TCX = new KernelRelease(6, 6);

  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6}).*");

  /** Reads {@code 6.18.44-generic}; what is no release is older than all. */
  static KernelRelease parse(String release) {
    Matcher numbers = NUMBERS.matcher(release);
    return numbers.matches()
        ? new KernelRelease(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)))
        : new KernelRelease(0, 0);
  }

  @Override
  public int compareTo(KernelRelease other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
