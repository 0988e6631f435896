package org.attune.standalone.command;

/** The call cannot be carried out as it was typed; its message says what to type instead. */
final class UnusableCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableCallException(String sentence) {
    super(sentence);
  }
}
