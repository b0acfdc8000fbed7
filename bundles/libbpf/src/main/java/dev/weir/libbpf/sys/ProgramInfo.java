package dev.weir.libbpf.sys;

/**
 * A program as the kernel has it.
 *
 * @param id of the program
 * @param name of its function, its first 15 bytes
 */
public record ProgramInfo(int id, String name) {}
