/**
 * Weir's shell commands: {@code weir:hooks}, {@code weir:rules}, {@code weir:signals}, {@code
 * weir:metrics}, {@code weir:attach}, {@code weir:detach}.
 *
 * <p>Plain Gogo commands, so that one jar serves Felix's shell and Karaf's. Start at {@link
 * dev.weir.shell.HooksCommand}: a command asks the {@link dev.weir.manager.Manager} and prints a
 * {@link dev.weir.shell.Table} or, with {@code --json}, a {@link dev.weir.shell.Json} text. What it
 * prints goes to the session's console, because values that a command returns are not shown over
 * ssh. A {@link dev.weir.shell.CommandFailure} is one line for the user and a failing status.
 */
@NullMarked
package dev.weir.shell;

import org.jspecify.annotations.NullMarked;
