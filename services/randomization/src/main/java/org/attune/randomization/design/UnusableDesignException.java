package org.attune.randomization.design;

/**
 * A method with numbers that make no design of it; the message is a sentence for whoever wrote
 * them.
 */
public final class UnusableDesignException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableDesignException(String sentence) {
    super(sentence);
  }
}
