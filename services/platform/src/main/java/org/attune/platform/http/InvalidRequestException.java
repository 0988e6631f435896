package org.attune.platform.http;

/** The request does not fit the contract; answered with 400. */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String detail;

  /**
   * @param field what is wrong: a field of the body by its path, a path segment or a parameter
   * @param detail one sentence for the caller, which says what would be right
   */
  public InvalidRequestException(String field, String detail) {
    super(detail);
    this.field = field;
    this.detail = detail;
  }

  /** The same about a part of the request: {@code path}, a point, this field. */
  public InvalidRequestException within(String path) {
    return new InvalidRequestException(path + "." + field, detail);
  }

  public String field() {
    return field;
  }

  public String detail() {
    return detail;
  }
}
