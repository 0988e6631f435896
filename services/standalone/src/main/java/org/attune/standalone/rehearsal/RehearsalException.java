package org.attune.standalone.rehearsal;

/** A rehearsal cannot go on; the message is a sentence for the person who started it. */
public final class RehearsalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RehearsalException(String sentence) {
    super(sentence);
  }

  public RehearsalException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
