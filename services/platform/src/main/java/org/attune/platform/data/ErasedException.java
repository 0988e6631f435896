package org.attune.platform.data;

/** The participant was erased: nothing more is recorded of that person. Answered with 410. */
public final class ErasedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ErasedException() {
    super("The participant's data were erased.");
  }
}
