package dev.weir.libbpf.sys;

/**
 * A map as the kernel has it.
 *
 * @param id of the map
 * @param layout type, key size, value size, most entries, flags
 * @param btf id of its BTF, or 0
 * @param keyType BTF id of its key's type, or 0
 * @param valueType BTF id of its value's type, or 0
 */
@SuppressWarnings("ArrayRecordComponent") // read at once by the one caller
public record MapInfo(int id, int[] layout, int btf, int keyType, int valueType) {}
