/**
 * The hook {@code tcp-rtt}: round-trip times and retransmissions of TCP connections by port, as the
 * kernel measures them.
 *
 * <p>Start at {@link dev.weir.tcp.rtt.TcpRtt}. The program is {@code tcp_rtt.bpf.c}; {@link
 * dev.weir.tcp.rtt.Layouts} mirrors its header {@code tcp_rtt.h}. Nothing here limits anything.
 */
@NullMarked
package dev.weir.tcp.rtt;

import org.jspecify.annotations.NullMarked;
