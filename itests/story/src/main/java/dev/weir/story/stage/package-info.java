/**
 * What the story stands on: a Weir of its own, with its network and its clients.
 *
 * <p>{@link dev.weir.story.stage.Stage} is the whole; {@link dev.weir.story.stage.WeirScript} runs
 * the script's verbs, {@link dev.weir.story.stage.Daemon} the daemon's shell commands, {@link
 * dev.weir.story.stage.KernelObjects} asks the kernel what is there. All through the same doors
 * that a user has: the script, the shell, files, {@code bpftool} and {@code ip}.
 */
@NullMarked
package dev.weir.story.stage;

import org.jspecify.annotations.NullMarked;
