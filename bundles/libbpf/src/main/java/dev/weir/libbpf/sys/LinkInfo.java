package dev.weir.libbpf.sys;

/**
 * A link as the kernel has it.
 *
 * @param id of the link
 * @param program id of its program
 * @param device index of its interface; 0 when it is attached to none any more
 */
public record LinkInfo(int id, int program, int device) {}
