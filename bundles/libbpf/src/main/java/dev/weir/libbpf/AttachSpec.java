package dev.weir.libbpf;

/**
 * What to attach where.
 *
 * @param hook name of the hook; its pins are below this name
 * @param object the program's object
 * @param program name of its function
 * @param type where at the interface
 * @param device name of the interface, in the network namespace of this process
 */
public record AttachSpec(
    String hook, ObjectSpec object, String program, AttachType type, String device) {}
