package org.attune.standalone.synthetic;

/** {@code rehearsal.yaml} asks for what its scores cannot show. The message is for its author. */
public final class UnreachablePlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreachablePlanException(String sentence) {
    super(sentence);
  }
}
