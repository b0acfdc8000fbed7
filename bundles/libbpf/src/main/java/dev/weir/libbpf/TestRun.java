package dev.weir.libbpf;

/**
 * What BPF_PROG_TEST_RUN gave.
 *
 * @param verdict the program's return value at the last repetition
 * @param packet as the program left it
 * @param nanos average time of one run, in nanoseconds
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record TestRun(int verdict, byte[] packet, int nanos) {}
