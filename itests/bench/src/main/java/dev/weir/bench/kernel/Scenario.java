package dev.weir.bench.kernel;

/**
 * One packet and what is asked of the program that sees it.
 *
 * @param name of the case
 * @param frame the packet
 * @param verdict what the program has to return: a figure is worth nothing otherwise
 * @param goal most nanoseconds over the floor of the same run that it may take; 0 for no goal
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Scenario(String name, byte[] frame, int verdict, int goal) {}
