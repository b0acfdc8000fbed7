package dev.weir.rule;

/** A rule that says something no plane could enforce; names the field and what was expected. */
public final class InvalidRuleException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the record component at fault
   * @param expectation what the field must be and what it was, without the field's name
   */
  public InvalidRuleException(String field, String expectation) {
    super(field + " " + expectation);
    this.field = field;
  }

  /** The record component at fault. */
  public String field() {
    return field;
  }
}
