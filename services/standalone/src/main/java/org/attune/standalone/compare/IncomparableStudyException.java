package org.attune.standalone.compare;

/** A study, or a choice of methods, with nothing to compare; its message is a sentence. */
public final class IncomparableStudyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IncomparableStudyException(String sentence) {
    super(sentence);
  }
}
