/**
 * The hook {@code connection-guard}: how many TCP connections there are at once, by port and peer,
 * counted and limited where they are made.
 *
 * <p>Start at {@link dev.weir.connection.guard.ConnectionGuard}. The programs are {@code
 * connection_guard.bpf.c}; {@link dev.weir.connection.guard.Layouts} mirrors its header {@code
 * connection_guard.h}. Nothing here looks at packets.
 */
@NullMarked
package dev.weir.connection.guard;

import org.jspecify.annotations.NullMarked;
