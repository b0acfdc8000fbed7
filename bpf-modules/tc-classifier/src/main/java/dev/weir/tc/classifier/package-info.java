/**
 * The hooks {@code tc-classifier} and {@code tc-egress}: packets, bytes and new connections limited
 * in the kernel, one program for both ways.
 *
 * <p>Start at {@link dev.weir.tc.classifier.TcHook}. How rules become tables is in {@code
 * dev.weir.traffic}; the program is {@code tc_classifier.bpf.c}, and {@code reset.h} beside it
 * answers what is refused. Nothing here runs per packet.
 */
@NullMarked
package dev.weir.tc.classifier;

import org.jspecify.annotations.NullMarked;
