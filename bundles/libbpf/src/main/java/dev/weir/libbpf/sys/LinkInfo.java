package dev.weir.libbpf.sys;

/**
 * A link as the kernel has it.
 *
 * @param id of the link
 * @param program id of its program
 * @param device index of its interface, or the lower half of its control group's or namespace's
 *     inode, or {@link Bpf#KERNEL}; 0 when it leads nowhere any more
 */
public record LinkInfo(int id, int program, int device) {}
