package org.attune.standalone.faults;

/** The run itself could not go on: nothing is said about the platform's promises. */
public final class FaultsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FaultsException(String sentence) {
    super(sentence);
  }

  FaultsException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
