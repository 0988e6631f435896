package org.attune.standalone.command;

/** The platform refused; its message is what the person reads. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String sentence) {
    super(sentence);
  }
}
