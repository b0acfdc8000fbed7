package dev.weir.story.traffic;

/**
 * What a server answered.
 *
 * @param status HTTP status
 * @param header value of the header that was asked about; empty when it was not there
 * @param body in UTF-8
 */
public record Answer(int status, String header, String body) {

  /**
   * Answers of one kind.
   *
   * @param answer what each was
   * @param count how many
   */
  public record Counted(Answer answer, int count) {}
}
