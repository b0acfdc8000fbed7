package dev.weir.hook;

/**
 * What is wrong with a document: where, which field, what was expected.
 *
 * @param document {@link Document#name()}
 * @param line from 1; 0 when the document as a whole is meant
 * @param column from 1; 0 when the line as a whole is meant
 * @param field path of the field, {@code spec.threshold}, or empty
 * @param message what was expected and what was found
 */
public record Problem(String document, int line, int column, String field, String message) {

  /** {@code orders.yaml:7:14: spec.threshold: …}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(document);
    if (line > 0) {
      text.append(':').append(line);
      if (column > 0) {
        text.append(':').append(column);
      }
    }
    text.append(": ");
    if (!field.isEmpty()) {
      text.append(field).append(": ");
    }
    return text.append(message).toString();
  }
}
