package dev.weir.wasm.sdk.type;

/** What a host call answers. */
public final class Status {

  /** Done. */
  public static final int OK = 0;

  /** There is nothing of that name. */
  public static final int NOT_FOUND = 1;

  /** An argument is not allowed. */
  public static final int BAD_ARGUMENT = 2;

  /** The host could not serialize a value. */
  public static final int SERIALIZATION_FAILURE = 3;

  /** The host could not read an argument. */
  public static final int PARSE_FAILURE = 4;

  /** An address is outside of memory, or the allocator had no room. */
  public static final int INVALID_MEMORY_ACCESS = 6;

  /** There is nothing left. */
  public static final int EMPTY = 7;

  /** Somebody else has written since. */
  public static final int CAS_MISMATCH = 8;

  /** The host failed, or the call is not allowed to this plugin. */
  public static final int INTERNAL_FAILURE = 10;

  /** The host has no such function. */
  public static final int UNIMPLEMENTED = 12;

  private Status() {}
}
