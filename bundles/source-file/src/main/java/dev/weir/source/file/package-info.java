/**
 * Rules from a folder of YAML and JSON.
 *
 * <p>{@link dev.weir.source.file.FileRuleSource} is the {@link dev.weir.hook.RuleSource}; while it
 * is open a {@link dev.weir.source.file.FolderWatch} runs, which looks at the folder whenever the
 * kernel says that something changed and twice a second besides, and a {@link
 * dev.weir.source.file.Folder} decides what of it has come to rest. Nothing here reads what a file
 * says.
 */
@NullMarked
package dev.weir.source.file;

import org.jspecify.annotations.NullMarked;
